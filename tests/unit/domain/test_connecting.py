from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.connecting import LIFE, ConnectAttempt, ConnectTarget
from creatorport.domain.errors import StateExpired, StateForeign, StateUsed
from creatorport.domain.ids import MemberId, WorkspaceId
from creatorport.domain.secret import Secret
from tests.unit.domain.specimens import LUMEN, NOW, SCOPES, later

IDA = MemberId("ida")
ATTEMPT = ConnectAttempt("hash", ConnectTarget.ACCOUNT, LUMEN, IDA, Secret("verifier"), SCOPES, None, NOW)


def test_an_attempt_lives_ten_minutes() -> None:
    assert timedelta(minutes=10) == LIFE
    assert ATTEMPT.use(NOW + LIFE - timedelta(microseconds=1)).used_at == NOW + LIFE - timedelta(microseconds=1)
    with pytest.raises(StateExpired):
        ATTEMPT.use(NOW + LIFE)


def test_an_attempt_is_spent_with_its_first_use() -> None:
    used = ATTEMPT.use(later(1))
    assert used == replace(ATTEMPT, used_at=later(1))
    with pytest.raises(StateUsed):
        used.use(later(2))


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)))
def test_a_spent_attempt_is_never_told_to_be_merely_expired(after: timedelta) -> None:
    with pytest.raises(StateUsed):
        ATTEMPT.use(NOW).use(NOW + after)


def test_its_owner_and_a_plain_browser_may_finish_it() -> None:
    assert ATTEMPT.use(later(1), by=(LUMEN, IDA)).used_at == later(1)
    assert ATTEMPT.use(later(1), by=None).used_at == later(1)


@pytest.mark.parametrize(
    "by",
    [(LUMEN, MemberId("ben")), (WorkspaceId("umbra"), IDA), (WorkspaceId("umbra"), MemberId("ben"))],
    ids=["another member", "another workspace", "both"],
)
@pytest.mark.parametrize("attempt", [ATTEMPT, ATTEMPT.use(later(1))], ids=["open", "used"])
def test_somebody_else_learns_only_that_it_is_not_theirs(
    attempt: ConnectAttempt, by: tuple[WorkspaceId, MemberId]
) -> None:
    with pytest.raises(StateForeign):
        attempt.use(later(20), by=by)
