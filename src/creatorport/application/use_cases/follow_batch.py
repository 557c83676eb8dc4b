from collections.abc import AsyncGenerator
from dataclasses import dataclass

from creatorport.application.batch_progress import from_logged
from creatorport.application.batch_views import BatchProgressView
from creatorport.application.following import follow
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.event_log import EventFeed, Gap
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import batch_progress
from creatorport.domain.ids import BatchId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class FollowBatchQuery:
    member: Member
    batch_id: BatchId
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FollowBatch:
    """Follow a batch of invitations.

    Without `after`: where it stands, then each change. With `after`: every change behind that cursor, without gap or
    repeat; a Gap first where some are no longer kept. Raises NotAllowed, NotFound, InvalidValue.
    """

    units: UnitsOfWork
    feed: EventFeed

    async def __call__(self, query: FollowBatchQuery) -> AsyncGenerator[BatchProgressView | Gap, None]:
        authorize(query.member, Action.SEE_CAMPAIGNS)
        async with self.units() as uow:
            await uow.batches.load(query.member.workspace_id, query.batch_id)
        return await follow(self.feed, batch_progress(query.batch_id), query.after, from_logged)
