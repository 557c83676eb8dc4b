from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.adapters.tiktok.day_shares import DayShares
from creatorport.adapters.tiktok.endpoints import CREATOR_PUBLIC, USER_INFO, VIDEO_QUERY
from creatorport.adapters.tiktok.limits import Limits, Spending
from creatorport.adapters.tiktok.limits_text import limit_table, read_limit, read_shares

MIDNIGHT = datetime(2026, 11, 20, tzinfo=UTC)
QUOTA = Limits(per_day=1_000, shares=DayShares())


def at(hours: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hours)


def take(spending: Spending, tenant: str, now: datetime, *, most: int = 2_000, limits: Limits = QUOTA) -> Spending:
    """Let a tenant make as many calls as it is given."""
    for _ in range(most):
        if spending.wait(limits, tenant, now) > 0:
            break
        spending = spending.spent(limits, tenant, now)
    return spending


def test_a_workspace_alone_gets_nearly_all_at_once_and_the_rest_as_the_day_passes() -> None:
    spending = take(Spending(), "lumen", at(3.5))
    assert spending.today(at(3.5)) == {"lumen": 957}
    assert take(spending, "lumen", at(12)).today(at(12)) == {"lumen": 975}
    assert take(spending, "lumen", at(23.99)).today(at(23.99)) == {"lumen": 999}


def test_a_busy_workspace_leaves_the_others_their_share_of_the_rest_of_the_day() -> None:
    yesterday = Spending().spent(QUOTA, "quiet", at(-3))
    spending = take(yesterday, "busy", at(0))
    assert spending.today(at(0)) == {"busy": 475}
    spending = take(spending, "busy", at(12))
    assert spending.today(at(12)) == {"busy": 737}
    assert take(spending, "quiet", at(12)).today(at(12)) == {"busy": 737, "quiet": 263}


def test_one_that_was_never_seen_finds_something_left() -> None:
    spending = take(Spending(), "busy", at(0))
    assert take(spending, "new", at(0)).today(at(0)) == {"busy": 950, "new": 50}


def test_the_wait_that_is_named_brings_a_call_and_no_more() -> None:
    spending = take(Spending().spent(QUOTA, "quiet", at(-3)), "busy", at(6))
    wait = spending.wait(QUOTA, "busy", at(6))
    assert 0 < wait < 200
    later = at(6) + timedelta(seconds=wait + 0.01)
    assert spending.wait(QUOTA, "busy", later) == 0
    assert spending.spent(QUOTA, "busy", later).wait(QUOTA, "busy", later) > 0


def test_an_entitlement_decides_the_share() -> None:
    limits = Limits(per_day=1_000, shares=DayShares({"big": 3}, kept=0.0))
    spending = Spending().spent(limits, "small", at(-3))
    assert take(spending, "big", at(0), limits=limits).today(at(0)) == {"big": 750}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 3)), max_size=120), st.integers(1, 30))
def test_no_day_ever_holds_more_calls_than_its_quota(asked: list[tuple[str, float]], per_day: int) -> None:
    limits, spending, now = Limits(per_day=per_day, shares=DayShares()), Spending(), MIDNIGHT
    made: dict[int, int] = {}
    for tenant, gap in asked:
        now += timedelta(hours=gap)
        if spending.wait(limits, tenant, now) == 0:
            spending = spending.spent(limits, tenant, now)
            made[now.toordinal()] = made.get(now.toordinal(), 0) + 1
    assert all(calls <= per_day for calls in made.values())


def test_what_is_left_is_what_can_be_taken() -> None:
    shares, known = DayShares(), {"quiet"}
    for hours, spent in ((0, {}), (6, {"busy": 500}), (18, {"busy": 700, "quiet": 80}), (23, {"busy": 900})):
        left = shares.left(1_000, spent, known, "busy", at(hours))
        spending = Spending(day={20_777: spent, 20_776: {"quiet": 1}})
        assert at(hours).timestamp() // 86_400 == 20_777
        taken = take(spending, "busy", at(hours)).today(at(hours)).get("busy", 0) - spent.get("busy", 0)
        assert abs(taken - left) <= 1


def test_the_operator_changes_limits_by_words() -> None:
    table = limit_table(
        level="basic", daily_quota=1_000, written=["video.query=300/minute", "business=5/second"], shares=["lumen=2.5"]
    )
    shares = DayShares({"lumen": 2.5})
    assert table.scopes(VIDEO_QUERY) == {"open": Limits(per_day=1_000, shares=shares), "video.query": Limits(None, 300)}
    assert table.scopes(USER_INFO)["user.info"] == Limits(per_minute=600)
    assert (table.business_app.per_second, table.business_app.per_minute) == (5, 600)
    hourly = limit_table(level="basic", daily_quota=None, written=["open=40/minute", "user.info=9/day"])
    assert hourly.open_app == Limits(per_minute=40, shares=DayShares())
    assert hourly.scopes(USER_INFO)["user.info"] == Limits(per_minute=600, per_day=9)


def test_creators_pages_take_their_share_of_the_business_app_and_no_more() -> None:
    def pages(*written: str, share: float = 0.25) -> Limits:
        table = limit_table(level="basic", daily_quota=None, written=written, enrichment_share=share)
        return table.scopes(CREATOR_PUBLIC)["tto.creator.public"]

    assert pages() == Limits(None, 150, 216_000)
    assert pages("business=100/minute", "tto.creator.public=9/minute") == Limits(None, 9, 216_000)
    assert pages("tto.creator.public=900/minute", "tto.creator.public=2/second") == Limits(2, 150, 216_000)
    assert pages("business=2/minute", share=0.1).per_minute == 1


@pytest.mark.parametrize(
    "written", ["video.query", "video.query=0/day", "video.query=3/week", "videos=3/day", "=/", ""]
)
def test_a_limit_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no endpoint|is not like"):
        read_limit(written)


@pytest.mark.parametrize("written", ["lumen", "=2", "lumen=0", "lumen=-1", "lumen=x", "lumen=1.2.3"])
def test_a_share_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not like"):
        read_shares([written])
