"""The contract of Quotas. What it tells is counted by the call budget; the fake is told of the calls itself."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import pytest

from creatorport.adapters.tiktok.budget import SqlCallBudget
from creatorport.adapters.tiktok.endpoints import USER_INFO, VIDEO_LIST
from creatorport.adapters.tiktok.limits import Limits, LimitTable
from creatorport.adapters.tiktok.quotas import SqlQuotas
from creatorport.application.ports.quotas import DayLeft, Quotas, QuotaView
from creatorport.domain.ids import WorkspaceId
from tests.contract.persistence.conftest import engine_of_all_tests
from tests.contract.persistence.specimens import LUMEN, UMBRA
from tests.fakes.clock import START, MovableClock
from tests.fakes.quotas import FakeQuotas

APP, LIMIT = "app-1", 10
MIDNIGHT = START.replace(hour=0, minute=0) + timedelta(days=1)

Spend = Callable[[WorkspaceId, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Stage:
    quotas: Quotas
    spend: Spend
    clock: MovableClock

    async def day(self, workspace: WorkspaceId = LUMEN) -> QuotaView:
        (found,) = [one for one in await self.quotas.of(workspace) if one.window == "day"]
        return found


class Make(Protocol):
    def __call__(self, limit: int | None = LIMIT, weights: Mapping[str, float] | None = None) -> Stage: ...


@pytest.fixture(params=["fake", "postgres"])
async def make(request: pytest.FixtureRequest) -> AsyncIterator[Make]:
    clock = MovableClock()

    def fake(limit: int | None = LIMIT, weights: Mapping[str, float] | None = None) -> Stage:
        quotas = FakeQuotas(clock, limit, weights=weights or {})

        async def spend(workspace: WorkspaceId, calls: int) -> None:
            quotas.spend(workspace, calls)

        return Stage(quotas, spend, clock)

    if request.param == "fake":
        yield fake
        return
    engine = engine_of_all_tests(request.getfixturevalue("database_url"))

    def stored(limit: int | None = LIMIT, weights: Mapping[str, float] | None = None) -> Stage:
        app = None if limit is None else Limits(per_day=limit)
        table = LimitTable(open_app=app, weights=weights or {})
        budget = SqlCallBudget(engine, clock, table)

        async def spend(workspace: WorkspaceId, calls: int) -> None:
            for number in range(calls):
                await budget.spend(APP, (USER_INFO, VIDEO_LIST)[number % 2], workspace)

        return Stage(SqlQuotas(engine, clock, table, APP), spend, clock)

    yield stored
    await engine.dispose()


async def test_an_app_without_a_daily_quota_has_nothing_to_tell_of_one(make: Make) -> None:
    stage = make(None)
    await stage.spend(LUMEN, 3)
    assert await stage.quotas.today() is None
    assert [one for one in await stage.quotas.of(LUMEN) if one.window == "day"] == []


async def test_before_the_first_call_everything_is_left(make: Make) -> None:
    stage = make()
    assert await stage.quotas.today() == DayLeft(LIMIT, LIMIT)
    assert await stage.day() == QuotaView("open", "day", LIMIT, 0.0, 0, LIMIT, MIDNIGHT, None)


async def test_a_days_calls_are_counted_over_all_endpoints_and_workspaces(make: Make) -> None:
    stage = make()
    await stage.spend(LUMEN, 3)
    await stage.spend(UMBRA, 1)
    assert await stage.quotas.today() == DayLeft(LIMIT, 6)
    assert await stage.quotas.today() == DayLeft(LIMIT, 6), "to ask costs nothing"


async def test_a_workspace_sees_its_own_calls_and_of_the_others_only_what_all_have_used(make: Make) -> None:
    stage = make()
    await stage.spend(LUMEN, 3)
    await stage.spend(UMBRA, 1)
    shown = {workspace: await stage.day(workspace) for workspace in (LUMEN, UMBRA, WorkspaceId("nobody"))}
    assert [one.used_here for one in shown.values()] == [3, 1, 0]
    assert {one.used for one in shown.values()} == {0.4}
    # How much of the rest is kept for others is told by the arithmetic of shares.
    assert all(0 <= one.left_here <= 6 for one in shown.values())


async def test_of_a_spent_quota_nothing_is_left_until_a_new_day_begins_in_utc(make: Make) -> None:
    stage = make()
    await stage.spend(LUMEN, LIMIT)
    assert await stage.quotas.today() == DayLeft(LIMIT, 0)
    spent = await stage.day()
    assert (spent.used, spent.used_here, spent.left_here, spent.resets_at) == (1.0, LIMIT, 0, MIDNIGHT)
    stage.clock.move_to(MIDNIGHT - timedelta(seconds=1))
    assert await stage.quotas.today() == DayLeft(LIMIT, 0)
    stage.clock.move_to(MIDNIGHT)
    assert await stage.quotas.today() == DayLeft(LIMIT, LIMIT)
    fresh = await stage.day()
    assert (fresh.used, fresh.used_here, fresh.left_here) == (0.0, 0, LIMIT)
    assert fresh.resets_at == MIDNIGHT + timedelta(days=1)


async def test_what_was_called_yesterday_does_not_count_today(make: Make) -> None:
    stage = make()
    await stage.spend(LUMEN, 4)
    stage.clock.move_to(MIDNIGHT)
    await stage.spend(LUMEN, 1)
    assert await stage.quotas.today() == DayLeft(LIMIT, LIMIT - 1)


async def test_a_workspace_that_no_weight_names_has_one_part(make: Make) -> None:
    stage = make(weights={LUMEN: 3.0})
    assert list(stage.quotas.parts([UMBRA, LUMEN, UMBRA])) == [1.0, 3.0, 1.0]
    assert list(stage.quotas.parts([])) == []
