from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue
from creatorport.domain.schedule import DailySchedule

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # the parts of a date


def test_the_next_moment_is_today_or_tomorrow_by_the_wall() -> None:
    daily = DailySchedule(time(3, 30), BERLIN)
    assert daily.next("a", utc(2026, 11, 20, 2)) == utc(2026, 11, 20, 2, 30)
    assert daily.next("a", utc(2026, 11, 20, 2, 30)) == utc(2026, 11, 21, 2, 30)


@pytest.mark.parametrize(
    ("at", "after", "expected"),
    [
        # 29 March 2026: 02:00 becomes 03:00. What is skipped comes an hour later by the wall.
        (time(2, 30), utc(2026, 3, 28, 12), utc(2026, 3, 29, 1, 30)),
        (time(3, 30), utc(2026, 3, 28, 12), utc(2026, 3, 29, 1, 30)),
        # 25 October 2026: 03:00 becomes 02:00. What comes twice is taken once, the first time.
        (time(2, 30), utc(2026, 10, 24, 12), utc(2026, 10, 25, 0, 30)),
        (time(2, 30), utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 1, 30)),
    ],
)
def test_daylight_saving_neither_skips_nor_repeats_a_day(at: time, after: datetime, expected: datetime) -> None:
    assert DailySchedule(at, BERLIN).next("a", after) == expected


@given(
    key=st.text(max_size=8),
    minutes=st.integers(0, 24 * 60 - 1),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001  made aware below
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_every_day_of_the_calendar_has_one_moment(key: str, minutes: int, start: datetime, zone: str) -> None:
    daily = DailySchedule(time(minutes // 60, minutes % 60), ZoneInfo(zone), spread=2 * HOUR)
    moments = [daily.next(key, start.replace(tzinfo=UTC))]
    for _ in range(5):
        moments.append(daily.next(key, moments[-1]))
    assert all(22 * HOUR <= later - earlier <= 26 * HOUR for earlier, later in pairwise(moments))
    assert moments[0] - start.replace(tzinfo=UTC) <= 26 * HOUR


def test_accounts_are_spread_over_the_window_and_keep_their_place() -> None:
    daily = DailySchedule(time(3, 30), ZoneInfo("UTC"), spread=HOUR)
    begins = utc(2026, 11, 21, 3, 30)
    places = [daily.next(f"account-{number}", utc(2026, 11, 20, 12)) - begins for number in range(400)]
    assert min(places) >= timedelta(0)
    assert max(places) < HOUR
    quarters = [sum(place // timedelta(minutes=15) == quarter for place in places) for quarter in range(4)]
    assert all(70 <= many <= 130 for many in quarters)
    tomorrow = daily.next("account-7", begins + HOUR)
    assert tomorrow - daily.next("account-7", utc(2026, 11, 20, 12)) == timedelta(days=1)


def test_a_zoned_time_or_an_endless_spread_is_no_schedule() -> None:
    with pytest.raises(InvalidValue):
        DailySchedule(time(3, 30, tzinfo=UTC), BERLIN)
    with pytest.raises(InvalidValue):
        DailySchedule(time(3, 30), BERLIN, spread=timedelta(hours=13))
