import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.counts import Counts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.milestone import Milestone, MilestoneMetric, Reached, newly_reached
from creatorport.domain.performance import Totals
from tests.unit.domain.specimens import NOW, later


def totals(views: int | None, posts: int = 1) -> Totals:
    return Totals(posts, posts, Counts(views=views), NOW, later(30))


THOUSAND, MILLION = (Milestone(MilestoneMetric.VIEWS, number) for number in (1_000, 1_000_000))
THREE_POSTS = Milestone(MilestoneMetric.POSTS, 3)


class Climb(RuleBasedStateMachine):
    """Numbers rise and fall and go missing; the first crossing of each threshold is the one that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: list[Reached] = []
        self.highest = 0
        self.minutes = 0

    @rule(views=st.none() | st.integers(0, 2_000_000))
    def capture(self, views: int | None) -> None:
        self.minutes += 1
        before = list(self.reached)
        self.reached += newly_reached([THOUSAND, MILLION], self.reached, totals(views), later(self.minutes))
        assert self.reached[: len(before)] == before
        self.highest = max(self.highest, views or 0)

    @invariant()
    def each_is_reached_once_and_for_good(self) -> None:
        assert {one.milestone for one in self.reached} == {
            one for one in (THOUSAND, MILLION) if self.highest >= one.threshold
        }
        assert len({one.milestone for one in self.reached}) == len(self.reached)
        assert all(one.value >= one.milestone.threshold for one in self.reached)


TestClimb = Climb.TestCase
TestClimb.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)


def test_a_milestone_is_reached_with_the_value_and_the_time_of_that_moment() -> None:
    (reached,) = newly_reached([THOUSAND, MILLION], [], totals(1_234), later(5))
    assert reached == Reached(THOUSAND, 1_234, later(5))
    assert newly_reached([THOUSAND], [reached], totals(5_000), later(6)) == []


def test_a_number_that_nobody_knows_reaches_nothing_and_posts_are_counted() -> None:
    (reached,) = newly_reached([THOUSAND, THREE_POSTS], [], totals(None, posts=4), NOW)
    assert (reached.milestone, reached.value) == (THREE_POSTS, 4)


@pytest.mark.parametrize("threshold", [0, -1, 2**63])
def test_a_threshold_is_a_64_bit_number_from_one_on(threshold: int) -> None:
    with pytest.raises(InvalidValue) as refused:
        Milestone(MilestoneMetric.VIEWS, threshold)
    assert refused.value.field == "threshold"
