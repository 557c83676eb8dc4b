from bisect import bisect_left
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.account import TokenGrant
from creatorport.domain.secret import Secret

ISSUED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LIVES = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=365))


def living(life: timedelta, token: str = "a") -> TokenGrant:
    return TokenGrant(Secret(token), Secret("r"), ISSUED + life, ISSUED + timedelta(days=365), ISSUED, frozenset())


@given(LIVES, st.floats(min_value=0, max_value=0.7499))
def test_three_quarters_of_its_life_a_token_is_left_alone(life: timedelta, part: float) -> None:
    assert not living(life).due_for_refresh(ISSUED + life * part)


@given(LIVES)
def test_a_token_is_due_before_it_dies(life: timedelta) -> None:
    assert living(life).due_for_refresh(ISSUED + life - timedelta(microseconds=1))
    assert living(life).due_for_refresh(ISSUED + life)
    assert living(life).due_for_refresh(ISSUED + life + timedelta(days=1))


def window(grant: TokenGrant) -> timedelta:
    """How long before its end a token is due, to the second."""

    def is_left_alone(seconds: int) -> bool:
        return not grant.due_for_refresh(grant.access_expires_at - timedelta(seconds=seconds))

    return timedelta(seconds=bisect_left(range(3600), x=True, key=is_left_alone) - 1)


@pytest.mark.parametrize(
    ("life", "widest"),
    [
        (timedelta(hours=1), timedelta(minutes=15)),
        (timedelta(hours=2), timedelta(minutes=30)),
        (timedelta(hours=24), timedelta(minutes=30)),
    ],
)
def test_tokens_are_due_in_their_last_quarter_or_half_hour_and_not_all_at_once(
    life: timedelta, widest: timedelta
) -> None:
    windows = [window(living(life, token)) for token in map(str, range(200))]
    assert widest / 2 - timedelta(seconds=1) <= min(windows) < widest * 0.55
    assert widest * 0.95 < max(windows) <= widest
    assert len({seconds // timedelta(minutes=1) for seconds in windows}) >= widest // timedelta(minutes=2)
    assert window(living(life, "7")) == window(living(life, "7"))


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
