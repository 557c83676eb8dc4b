from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue
from creatorport.domain.timeline import DAYS_MAX, Timeline

DAY = date(2026, 12, 1)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Asuncion"]


def test_a_campaign_runs_from_the_beginning_of_one_day_to_the_end_of_another_by_local_clocks() -> None:
    line = Timeline(DAY, date(2026, 12, 24), "America/New_York")
    assert line.starts_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert line.ends_at == datetime(2026, 12, 25, 5, tzinfo=UTC)


def test_a_day_on_which_the_clocks_change_has_the_hours_that_it_has() -> None:
    shorter, longer = (Timeline(day, day, "Europe/Berlin") for day in (date(2026, 3, 29), date(2026, 10, 25)))
    assert shorter.ends_at - shorter.starts_at == timedelta(hours=23)
    assert longer.ends_at - longer.starts_at == timedelta(hours=25)


def test_a_midnight_that_is_skipped_is_taken_as_if_the_clocks_had_not_yet_gone_forward() -> None:
    line = Timeline(date(2023, 9, 3), date(2023, 9, 3), "America/Santiago")  # from 00:00 to 01:00 in one step
    assert line.starts_at == datetime(2023, 9, 3, 4, tzinfo=UTC)


def test_a_midnight_that_comes_twice_is_taken_at_its_first_coming() -> None:
    line = Timeline(date(2024, 10, 27), date(2024, 10, 27), "Atlantic/Azores")  # from 01:00 back to 00:00
    assert line.starts_at == datetime(2024, 10, 27, 0, tzinfo=UTC)


@given(st.dates(date(2000, 1, 1), date(2199, 1, 1)), st.integers(0, DAYS_MAX - 1), st.sampled_from(ZONES))
def test_the_end_is_always_after_the_beginning(first: date, days: int, zone: str) -> None:
    line = Timeline(first, first + timedelta(days=days), zone)
    assert line.starts_at < line.ends_at


@pytest.mark.parametrize(
    "zone", ["", " ", "Europe/Nowhere", "Europe", "/etc/passwd", "../UTC", " UTC", "A\0B", "x" * 65]
)
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Timeline(DAY, DAY, zone)
    assert refused.value.field == "timeline.timeZone"


@pytest.mark.parametrize("last", [DAY - timedelta(days=1), DAY + timedelta(days=DAYS_MAX)])
def test_an_end_before_the_beginning_or_years_after_it_is_refused(last: date) -> None:
    with pytest.raises(InvalidValue) as refused:
        Timeline(DAY, last, "UTC")
    assert refused.value.field == "timeline.endsOn"


@pytest.mark.parametrize("first", [date.min, date.max - timedelta(days=1)])
def test_days_beyond_this_age_are_refused(first: date) -> None:
    with pytest.raises(InvalidValue) as refused:
        Timeline(first, first, "UTC")
    assert refused.value.field == "timeline.startsOn"
