from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.adapters.tiktok.endpoints import (
    ACCOUNT_PROFILE,
    ACCOUNT_VIDEOS,
    DISCOVER,
    LOGIN_REFRESH,
    REPORT,
    USER_INFO,
)
from creatorport.adapters.tiktok.limits import BUSINESS_LEVELS, Limits, LimitTable, Spending
from creatorport.adapters.tiktok.limits_text import limit_table

START = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@given(
    gaps=st.lists(st.floats(0, 8), max_size=60),
    limit=st.integers(1, 6),
    window=st.sampled_from(["per_second", "per_minute"]),
)
def test_no_sliding_window_ever_holds_more_calls_than_its_limit(gaps: list[float], limit: int, window: str) -> None:
    limits = Limits(per_second=limit) if window == "per_second" else Limits(per_minute=limit)
    span = 1 if window == "per_second" else 60
    spending, now, made = Spending(), START, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if spending.wait(limits, None, now) == 0:
            spending = spending.spent(limits, None, now)
            made.append(now)
    for first in made:
        within = [call for call in made if timedelta(0) <= call - first < timedelta(seconds=span)]
        assert len(within) <= limit


@given(st.integers(1, 30), st.integers(0, 119))
def test_after_the_wait_that_is_named_there_is_room(limit: int, tick: int) -> None:
    limits, now, spending = Limits(per_minute=limit), at(tick / 7), Spending()
    for _ in range(limit):
        assert spending.wait(limits, None, now) == 0
        spending = spending.spent(limits, None, now)
    wait = spending.wait(limits, None, now)
    assert 60 <= wait <= 65
    assert spending.wait(limits, None, now + timedelta(seconds=wait + 0.001)) == 0


@pytest.mark.parametrize(("limits", "least"), [(Limits(per_minute=10), 60), (Limits(per_second=10), 1)])
def test_one_tenant_cannot_take_the_whole_of_a_minute_or_a_second(limits: Limits, least: int) -> None:
    spending = Spending()
    for _ in range(5):
        assert spending.wait(limits, "busy", START) == 0
        spending = spending.spent(limits, "busy", START)
    assert spending.wait(limits, "busy", START) > least
    for _ in range(5):
        assert spending.wait(limits, "quiet", START) == 0
        spending = spending.spent(limits, "quiet", START)


def test_the_default_limits_leave_half_of_every_window_to_others() -> None:
    limits, spending, now = BUSINESS_LEVELS["basic"], Spending(), at(0)
    assert limits.per_day is not None
    refused = 0
    for tick in range(1_200):  # two minutes, in which a busy one asks ten times a second
        now = at(tick / 10)
        if spending.wait(limits, "busy", now) == 0:
            spending = spending.spent(limits, "busy", now)
        if tick % 10 == 0:
            refused += spending.wait(limits, "quiet", now) > 0
            spending = spending.spent(limits, "quiet", now)
    assert refused == 0
    busiest_day = int((limits.per_minute or 0) * limits.tenant_share) * 24 * 60
    assert busiest_day <= limits.per_day / 2


def test_a_spent_day_waits_for_midnight_in_utc() -> None:
    limits = Limits(per_day=2)
    spending = Spending().spent(limits, None, START).spent(limits, None, START)
    assert spending.wait(limits, None, START) == 5.5 * 3600
    assert spending.wait(limits, None, datetime(2026, 11, 21, tzinfo=UTC)) == 0


def test_a_rest_holds_until_its_end_and_a_shorter_one_does_not_cut_it() -> None:
    spending = Spending().resting(at(300)).resting(at(10))
    assert spending.wait(Limits(), None, at(0)) == 300
    assert spending.wait(Limits(), None, at(299)) == 1
    assert spending.wait(Limits(), None, at(300)) == 0


def test_old_calls_are_forgotten() -> None:
    limits, spending = Limits(per_second=5, per_minute=600, per_day=9), Spending()
    for day in range(400):
        spending = spending.spent(limits, "t", at(day * 86_400))
    assert (len(spending.second), len(spending.minute), len(spending.day)) == (1, 1, 1)


def test_the_defaults_are_tiktoks() -> None:
    table = LimitTable()
    assert table.scopes(USER_INFO) == {"user.info": Limits(per_minute=600)}
    assert table.scopes(REPORT) == {"business": Limits(10, 600, 864_000), "tto.report": Limits()}
    assert table.scopes(LOGIN_REFRESH) == {"login.refresh": Limits()}
    assert BUSINESS_LEVELS["ultimate"] == Limits(50, 3_000, 4_320_000)


def test_the_accounts_api_is_counted_per_account_too() -> None:
    basic, higher = LimitTable(), limit_table(level="premium", daily_quota=None)
    assert basic.scopes(ACCOUNT_PROFILE, "o-1") == {
        "business": BUSINESS_LEVELS["basic"],
        "accounts": Limits(per_minute=600),
        "accounts.profile": Limits(),
        "accounts.profile/o-1": Limits(per_minute=40, tenant_share=1.0),
    }
    assert higher.scopes(ACCOUNT_VIDEOS, "o-1")["accounts"] == Limits(per_minute=1_000)
    assert "accounts" not in basic.scopes(DISCOVER, "o-1")


def test_an_endpoint_can_have_limits_of_its_own() -> None:
    table = LimitTable(of_endpoint={"tto.discover": Limits(per_minute=30)})
    assert table.scopes(DISCOVER) == {"business": BUSINESS_LEVELS["basic"], "tto.discover": Limits(per_minute=30)}


def test_a_limit_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Limits(per_minute=0)
