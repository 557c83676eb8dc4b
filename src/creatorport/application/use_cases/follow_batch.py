from collections.abc import AsyncGenerator
from dataclasses import dataclass

from creatorport.application.batch_progress import from_logged
from creatorport.application.batch_views import BatchProgressView
from creatorport.application.cursors import position
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
        stream = batch_progress(query.batch_id)
        if query.after is not None:
            return self._steps(stream, position(stream, query.after))
        last = await self.feed.last(stream)
        if last is None:
            return self._steps(stream, 0)
        return self._steps(stream, last.number, from_logged(last))

    async def _steps(
        self, stream: str, after: int, first: BatchProgressView | None = None
    ) -> AsyncGenerator[BatchProgressView | Gap, None]:
        entries = self.feed.follow(stream, after)
        try:
            if first is not None:
                yield first
            async for entry in entries:
                yield entry if isinstance(entry, Gap) else from_logged(entry)
        finally:
            if isinstance(entries, AsyncGenerator):  # who stops listening must not leave the feed's own wait behind
                await entries.aclose()
