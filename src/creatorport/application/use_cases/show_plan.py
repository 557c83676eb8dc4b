import asyncio
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.planning.asked import Asked, why
from creatorport.application.planning.calls import Call, Planned, due_in, plan_one
from creatorport.application.planning.foresight import foresee, outlook_view
from creatorport.application.planning.holding import Holding, Holdings
from creatorport.application.planning.targets import standing_of, target_of
from creatorport.application.planning.views import PlannedCallView, SyncPlanView
from creatorport.application.planning.words import why_next
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import InvalidValue
from creatorport.domain.freshness.outlook import outlook
from creatorport.domain.ids import VideoId
from creatorport.domain.workspace import Member

NEXT_MOST = 100
STALE_MOST = 20
MORE_MOST = 10_000

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanQuery:
    """`stale` are the accounts and videos about which it is asked why they are as old as they are."""

    member: Member
    first: int
    stale: tuple[Asked, ...] = ()
    more_accounts: int | None = None


@dataclass(frozen=True, slots=True)
class ShowPlan:
    """Tell what the planner will do for the workspace, and why. Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork
    clock: Clock
    holdings: Holdings
    every: timedelta

    async def __call__(self, query: PlanQuery) -> SyncPlanView:
        authorize(query.member, Action.SEE_SYNC_PLAN)
        _check("first", query.first, 1, NEXT_MOST)
        _check("stale", len(query.stale), 0, STALE_MOST)
        _check("moreAccounts", query.more_accounts or 0, 0, MORE_MOST)
        workspace, now = query.member.workspace_id, self.clock.now()
        quotas = tuple(await self.holdings.quotas.of(workspace))
        async with self.units() as uow:
            holding = await self.holdings.of(uow, workspace, now)
            asked = [await why(uow, workspace, one) for one in query.stale]
            promises = await uow.promises.kept(workspace) if query.more_accounts else ()
        # Thousands of things take a moment, in which this process has other work.
        planned = await asyncio.to_thread(self._plan, query, holding, now)
        targets = [target_of(thing, now) for thing in holding.things]
        return SyncPlanView(
            planned_at=now,
            quotas=quotas,
            outlook=outlook_view(await asyncio.to_thread(outlook, targets, holding.given)),
            next=tuple(_call_view(call, planned, now) for call in planned.calls[: query.first]),
            stale=tuple(one.view(planned, holding, quotas, now) for one in asked),
            what_if=await asyncio.to_thread(foresee, holding, promises, query.more_accounts, now)
            if query.more_accounts
            else None,
        )

    def _plan(self, query: PlanQuery, holding: Holding, now: datetime) -> Planned:
        standings = [standing_of(thing, now) for thing in holding.things]
        lead = (2 * self.every + timedelta(minutes=1)) / _DAY
        return plan_one(
            query.member.workspace_id, holding.things, standings, holding.given, holding.entitled, now, lead
        )


def _call_view(call: Call, planned: Planned, now: datetime) -> PlannedCallView:
    days = due_in(call, planned.price)
    return PlannedCallView(
        call.account_id,
        tuple(VideoId(choice.target.key) for choice in call.choices) if call.video_ids else (),
        call.reason.value,
        why_next(call.reason),
        call.stale,
        None if math.isinf(call.worth) else call.worth,
        None if math.isinf(days) else now + timedelta(days=days),
    )


def _check(field: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise InvalidValue(field, f"is between {least} and {most}")
