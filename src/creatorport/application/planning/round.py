import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.planning.allowance import calls_per_day, credit
from creatorport.application.planning.calls import Call, Planned, plan_all
from creatorport.application.planning.targets import learned_from
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import RefreshKnown
from creatorport.application.ports.planning import Pace
from creatorport.application.ports.quotas import Quotas
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork

_DAY = timedelta(days=1)
_LEARNED_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class PlanRound:
    """Learn from what was captured, and enqueue the refreshes that are due, as far as the calls go.

    One round at a time for all processes: it holds the planner's pace from the beginning to the commit. `most` is how
    many calls a day the planner may spend, `every` how long it is to the next round.
    """

    units: UnitsOfWork
    clock: Clock
    quotas: Quotas
    most: int
    every: timedelta

    async def __call__(self) -> int:
        """Return how many calls were enqueued."""
        if self.most == 0:
            return 0
        today = await self.quotas.today()
        async with self.units() as uow:
            pace = await uow.plans.lock_pace()
            now = self.clock.now()
            await uow.plans.learn([learned_from(one) for one in await uow.plans.unlearned(_LEARNED_AT_ONCE)])
            rate = calls_per_day(self.most, today, await uow.plans.calls_of_syncs(now - _DAY))
            have = credit(pace, None if pace.last_at is None else now - pace.last_at, rate, today)
            planned = await self._plan(uow, rate, now)
            calls = _due(planned)[: int(have)]
            await self._enqueue(uow, calls, now)
            await uow.plans.keep_shares({one.workspace_id: (one.calls_per_day, one.entitled) for one in planned})
            await uow.plans.keep_pace(Pace(now, have - len(calls), sum(one.promised for one in planned)))
            await uow.commit()
        return len(calls)

    async def _plan(self, uow: UnitOfWork, rate: float, now: datetime) -> Sequence[Planned]:
        things = await uow.plans.refreshables(now)
        workspaces = sorted({thing.workspace_id for thing in things})
        parts = dict(zip(workspaces, self.quotas.parts(workspaces), strict=True))
        lead = (2 * self.every + timedelta(minutes=1)) / _DAY
        # Tens of thousands of things take a second or two, in which this process has other work.
        return await asyncio.to_thread(plan_all, things, rate, parts, now, lead)

    async def _enqueue(self, uow: UnitOfWork, calls: Sequence[Call], now: datetime) -> None:
        for call in calls:
            job = RefreshKnown(call.workspace_id, call.account_id, list(call.video_ids), now.isoformat())
            await uow.jobs.defer(job)
        asked = [(call.workspace_id, choice.target.key) for call in calls for choice in call.choices]
        await uow.plans.note_asked(asked, now)


def _due(planned: Sequence[Planned]) -> Sequence[Call]:
    """Return the due calls of all workspaces in one queue: their shares together are the budget."""
    calls = [call for one in planned for call in one.calls if call.is_due]
    return sorted(calls, key=lambda call: call.order)
