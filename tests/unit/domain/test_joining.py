"""Joining at TikTok: whatever happens in whatever order, what is told of it hangs together."""

from datetime import datetime

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.joining import Joining, JoiningState, JoiningWay
from tests.unit.domain.specimens import later


class JoiningWalk(RuleBasedStateMachine):
    """We join in the creator's name, that fails or succeeds, and the creator may come in by the link at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.joining, self.minutes = Joining(), 0
        self.first: datetime | None = None

    @rule()
    def attempt(self) -> None:
        self.joining = self.joining.attempt()

    @rule()
    def fail(self) -> None:
        self.minutes += 1
        before, reason = self.joining, f"no {self.minutes}"
        self.joining = before.fail(reason)
        went_wrong = before.state is JoiningState.UNDER_WAY
        assert self.joining.failure == (reason if went_wrong else before.failure)

    @rule()
    def succeed(self) -> None:
        self.minutes += 1
        self.first = self.first or later(self.minutes)
        self.joining = self.joining.succeed(later(self.minutes))

    @invariant()
    def who_is_in_stays_in_since_the_first_time(self) -> None:
        assert self.joining.joined_at == self.first
        assert (self.joining.state is JoiningState.JOINED) is (self.first is not None)

    @invariant()
    def the_way_that_is_told_is_the_one_that_is_open(self) -> None:
        assert (self.joining.state is JoiningState.OPEN) <= (self.joining.way is JoiningWay.JOIN_LINK)
        assert (self.joining.state is JoiningState.UNDER_WAY) <= (self.joining.way is JoiningWay.IN_CREATORS_NAME)
        assert self.joining.failure is None or self.joining.state is not JoiningState.JOINED


TestJoiningWalk = JoiningWalk.TestCase
TestJoiningWalk.settings = settings(stateful_step_count=12)
