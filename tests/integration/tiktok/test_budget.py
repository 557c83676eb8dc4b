"""Budgets in PostgreSQL, with two processes' worth of engines."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.engine import make_engine
from creatorport.adapters.tiktok.budget import SqlCallBudget
from creatorport.adapters.tiktok.day_shares import DayShares
from creatorport.adapters.tiktok.endpoints import (
    CAMPAIGN_CREATE,
    DISCOVER,
    REPORT,
    USER_INFO,
    VIDEO_LIST,
    VIDEO_QUERY,
    Endpoint,
)
from creatorport.adapters.tiktok.limits import Limits, LimitTable
from creatorport.domain.errors import TikTokThrottled
from tests.fakes.clock import MovableClock


@pytest.fixture
async def other_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database_url, name="another")
    yield engine
    await engine.dispose()


async def passes(budget: SqlCallBudget, endpoint: Endpoint, tenant: str | None = None) -> bool:
    try:
        await budget.spend("app-1", endpoint, tenant)
    except TikTokThrottled:
        return False
    return True


async def test_however_many_processes_call_at_once_no_more_than_the_limit_pass(
    engine: AsyncEngine, other_engine: AsyncEngine, clock: MovableClock
) -> None:
    limits = LimitTable(business_app=Limits(per_minute=17))
    budgets = [SqlCallBudget(one, clock, limits) for one in (engine, other_engine)]
    calls = [passes(budgets[number % 2], (DISCOVER, REPORT)[number % 3 % 2]) for number in range(60)]
    assert sum(await asyncio.gather(*calls)) == 17
    clock.advance(timedelta(seconds=66))
    assert await passes(budgets[0], DISCOVER)


async def test_the_wait_until_there_is_room_is_named(engine: AsyncEngine, clock: MovableClock) -> None:
    budget = SqlCallBudget(engine, clock, LimitTable(business_app=Limits(per_second=1)))
    await budget.spend("app-1", DISCOVER)
    with pytest.raises(TikTokThrottled) as throttled:
        await budget.spend("app-1", REPORT)
    assert 1.0 <= throttled.value.retry_after <= 1.1
    clock.advance(timedelta(seconds=throttled.value.retry_after))
    await budget.spend("app-1", REPORT)


async def test_a_call_without_room_in_one_scope_is_counted_in_none(engine: AsyncEngine, clock: MovableClock) -> None:
    limits = LimitTable(business_app=Limits(per_minute=2), of_endpoint={"tto.discover": Limits(per_minute=1)})
    budget = SqlCallBudget(engine, clock, limits)
    assert [await passes(budget, DISCOVER) for _ in range(3)] == [True, False, False]
    assert await passes(budget, REPORT)


async def test_a_rest_holds_for_every_process_and_only_for_its_endpoint(
    engine: AsyncEngine, other_engine: AsyncEngine, clock: MovableClock
) -> None:
    await SqlCallBudget(engine, clock).rest("app-1", CAMPAIGN_CREATE, 300)
    other = SqlCallBudget(other_engine, clock)
    with pytest.raises(TikTokThrottled) as throttled:
        await other.spend("app-1", CAMPAIGN_CREATE)
    assert throttled.value.retry_after == 300
    assert await passes(other, DISCOVER)
    await other.spend("app-2", CAMPAIGN_CREATE)
    clock.advance(timedelta(seconds=300))
    assert await passes(other, CAMPAIGN_CREATE)


async def test_a_busy_tenant_leaves_room_for_the_others(engine: AsyncEngine, clock: MovableClock) -> None:
    budget = SqlCallBudget(engine, clock, LimitTable(business_app=Limits(per_minute=10)))
    busy = [await passes(budget, DISCOVER, "busy") for _ in range(10)]
    quiet = [await passes(budget, DISCOVER, "quiet") for _ in range(10)]
    assert (sum(busy), sum(quiet)) == (5, 5)


async def test_the_display_api_counts_its_endpoints_apart_from_the_marketplace(
    engine: AsyncEngine, clock: MovableClock
) -> None:
    limits = LimitTable(open_endpoint=Limits(per_minute=1), business_app=Limits(per_minute=1))
    budget = SqlCallBudget(engine, clock, limits)
    assert [await passes(budget, USER_INFO), await passes(budget, REPORT)] == [True, True]
    assert [await passes(budget, USER_INFO), await passes(budget, REPORT)] == [False, False]


async def test_a_daily_quota_holds_over_all_endpoints_and_processes_and_is_shared_by_workspaces(
    engine: AsyncEngine, other_engine: AsyncEngine, clock: MovableClock
) -> None:
    limits = LimitTable(open_app=Limits(per_day=40, shares=DayShares(kept=0.0)))
    budgets = [SqlCallBudget(one, clock, limits) for one in (engine, other_engine)]
    assert await passes(budgets[1], USER_INFO, "quiet")
    endpoints = (USER_INFO, VIDEO_LIST, VIDEO_QUERY)
    calls = [passes(budgets[number % 2], endpoints[number % 3], "busy") for number in range(60)]
    # It is 09:00, so that of the quiet one's 19 a part of 15/24 is reserved.
    assert sum(await asyncio.gather(*calls)) == 27
    assert sum([await passes(budgets[0], VIDEO_LIST, "quiet") for _ in range(20)]) == 12
    clock.advance(timedelta(hours=15))
    assert await passes(budgets[0], USER_INFO, "busy")
