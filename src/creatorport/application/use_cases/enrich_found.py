from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from creatorport.application.dead_tokens import lose_token
from creatorport.application.enrichment import Enrich
from creatorport.application.marketplace_access import maybe_access
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import EnrichCreators
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import TikTokError, TikTokThrottled, TikTokTokenRejected

BATCH: Final = 20


PAUSE: Final = timedelta(seconds=30)
"""Between two batches, so that a workspace that finds thousands leaves room to the others."""


TROUBLE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class EnrichFound:
    """Read the public pages of a workspace's creators, the most wanted and then the newest first, a batch at a time.

    The budget is the transport's: of this endpoint, no more than the configured part of the app's quota is spent, and
    what was turned away is taken up when there is room again.
    """

    units: UnitsOfWork
    clock: Clock
    enrich: Enrich

    async def __call__(self, job: EnrichCreators) -> None:
        access = await maybe_access(self.units, job.workspace_id)
        if access is None:
            return
        async with self.units() as uow:
            due = await uow.creators.due(job.workspace_id, self.clock.now(), BATCH + 1)
        if not due:
            return
        done = await self.enrich(access, due[:BATCH])
        async with self.units() as uow:
            if isinstance(done.stopped, TikTokTokenRejected):
                await lose_token(uow, job.workspace_id, access, done.stopped)
            elif done.stopped is not None or len(due) > BATCH:
                await uow.jobs.defer(job, after=_pause(done.stopped))
            await uow.commit()


def _pause(stopped: TikTokError | None) -> timedelta:
    if isinstance(stopped, TikTokThrottled):
        return max(PAUSE, timedelta(seconds=stopped.retry_after))
    return PAUSE if stopped is None else TROUBLE
