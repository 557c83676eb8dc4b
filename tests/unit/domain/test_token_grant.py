from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.account import TokenGrant
from creatorport.domain.secret import Secret

ISSUED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LIVES = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=365))


def living(life: timedelta) -> TokenGrant:
    return TokenGrant(Secret("a"), Secret("r"), ISSUED + life, ISSUED + timedelta(days=365), ISSUED, frozenset())


@given(LIVES, st.floats(min_value=0, max_value=0.7499))
def test_three_quarters_of_its_life_a_token_is_left_alone(life: timedelta, part: float) -> None:
    assert not living(life).due_for_refresh(ISSUED + life * part)


@given(LIVES)
def test_a_token_is_due_before_it_dies(life: timedelta) -> None:
    assert living(life).due_for_refresh(ISSUED + life - timedelta(microseconds=1))
    assert living(life).due_for_refresh(ISSUED + life)
    assert living(life).due_for_refresh(ISSUED + life + timedelta(days=1))


def test_a_token_of_a_day_is_refreshed_in_its_last_half_hour() -> None:
    day = living(timedelta(hours=24))
    assert not day.due_for_refresh(ISSUED + timedelta(hours=23, minutes=29, seconds=59))
    assert day.due_for_refresh(ISSUED + timedelta(hours=23, minutes=30))


def test_a_token_of_an_hour_is_refreshed_in_its_last_quarter() -> None:
    hour = living(timedelta(hours=1))
    assert not hour.due_for_refresh(ISSUED + timedelta(minutes=44, seconds=59))
    assert hour.due_for_refresh(ISSUED + timedelta(minutes=45))


def test_an_idle_account_is_refreshed_at_most_twice_a_day() -> None:
    refreshes, now, held = 0, ISSUED, living(timedelta(hours=24))
    while now < ISSUED + timedelta(days=7):
        if held.due_for_refresh(now):
            refreshes += 1
            held = TokenGrant(
                Secret("a"), Secret("r"), now + timedelta(hours=24), held.refresh_expires_at, now, frozenset()
            )
        now += timedelta(minutes=5)
    assert refreshes == 7
