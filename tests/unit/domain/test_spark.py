from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.errors import InvalidValue, WrongState
from creatorport.domain.events import SparkEnding, SparkMoved
from creatorport.domain.ids import CampaignId, CreatorId, PostId
from creatorport.domain.post import VideoPost
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkAuthorization, SparkCode
from creatorport.domain.spark_states import SPARK_MACHINE, Redemption, SparkState, SparkVerb
from tests.unit.domain.specimens import LUMEN, NOW, later

ADVERTISER = "7000000000000000042"
SHOWN = (SparkVerb.WAIT, SparkVerb.ACCEPT, SparkVerb.REJECT)


def post() -> VideoPost:
    return VideoPost.linked(
        PostId("post-1"), LUMEN, CampaignId("campaign-1"), CreatorId("creator-1"),
        video_id="7493990579714164574", url="u", published_at=None, now=NOW,
    )  # fmt: skip


def code(days: int = 30, status: str = "NOT_USED", words: str = "#code") -> SparkCode:
    return SparkCode(Secret(words), status, NOW, NOW + timedelta(days=days))


def requested() -> SparkAuthorization:
    return SparkAuthorization.requested(post(), 30, NOW)


def accepted(days: int = 30) -> SparkAuthorization:
    return requested().shown(SparkVerb.ACCEPT, later(1), code(days), later(1))


class SparkWalk(RuleBasedStateMachine):
    """What TikTok shows and what members ask, in any order, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.it = requested()
        self.minutes = 1

    @rule(verb=st.sampled_from(SHOWN))
    def see(self, verb: SparkVerb) -> None:
        before, now = self.it, self._now()
        shown = code() if verb is SparkVerb.ACCEPT else None
        decision = SPARK_MACHINE.table[before.state][verb]
        self.it = before.shown(verb, now, shown, now)
        assert self.it.state is (decision if isinstance(decision, SparkState) else before.state)

    @rule(days=st.integers(-1, 400))
    def request(self, days: int) -> None:
        before = self.it
        try:
            self.it = before.request(days, self._now())
        except InvalidValue:
            assert not 1 <= days <= 365
        except WrongState:
            assert before.state is SparkState.ACCEPTED or before.redemption is Redemption.REDEEMING

    @rule()
    def extend(self) -> None:
        before = self.it
        try:
            self.it = before.extend(7, self._now())
        except WrongState:
            assert before.state is not SparkState.ACCEPTED

    @rule()
    def fail(self) -> None:
        if self.it.state is SparkState.REQUESTING or self.it.extending is not None:
            self.it = self.it.fail("no", self._now())

    @rule()
    def redeem(self) -> None:
        before = self.it
        try:
            self.it = before.redeem(ADVERTISER, self._now())
        except WrongState:
            assert before.code is None or before.state is not SparkState.ACCEPTED

    @invariant()
    def only_what_was_accepted_has_a_code_that_counts(self) -> None:
        if self.it.redemption is Redemption.REDEEMING:
            assert self.it.code is not None
        if self.it.extending is not None:
            assert self.it.state is SparkState.ACCEPTED

    @invariant()
    def the_last_event_tells_the_state(self) -> None:
        moves = [event for event in self.it.events if isinstance(event, SparkMoved)]
        assert moves[-1].state == self.it.state.value

    def _now(self) -> datetime:
        self.minutes += 1
        return later(self.minutes)


TestSparkWalk = SparkWalk.TestCase
TestSparkWalk.settings = settings(stateful_step_count=20)


@pytest.mark.parametrize("days", [0, 366, -1])
def test_days_are_1_to_365(days: int) -> None:
    with pytest.raises(InvalidValue):
        SparkAuthorization.requested(post(), days, NOW)
    with pytest.raises(InvalidValue):
        requested().request(days, NOW)
    with pytest.raises(InvalidValue) as refused:
        accepted().extend(days, NOW)
    assert refused.value.field == "days"


def test_an_extension_ends_with_the_creators_verdict_and_not_before() -> None:
    extending = accepted().extend(60, later(2))
    assert extending.extend(7, later(3)) is extending
    waits = extending.shown(SparkVerb.WAIT, later(3), None, later(4))
    assert (waits.state, waits.extending, waits.code) == (SparkState.ACCEPTED, 60, code())
    longer = waits.shown(SparkVerb.ACCEPT, later(5), code(90), later(6))
    assert (longer.extending, longer.code) == (None, code(90))


def test_a_code_is_asked_for_anew_only_when_the_old_one_has_died() -> None:
    with pytest.raises(WrongState):
        accepted().request(30, later(2))
    end = NOW + timedelta(days=30)
    with pytest.raises(WrongState):
        accepted().extend(30, end)
    again = accepted().redeem(ADVERTISER, later(2)).redeemed().request(7, end)
    assert (again.state, again.code, again.days, again.redemption) == (
        SparkState.REQUESTING, None, 7, Redemption.NONE,
    )  # fmt: skip


def test_a_deleted_code_does_not_live() -> None:
    gone = accepted().shown(SparkVerb.ACCEPT, later(1), code(status="DELETED"), later(2))
    with pytest.raises(WrongState):
        gone.redeem(ADVERTISER, later(3))


def test_a_code_is_taken_while_it_lives_and_once_per_advertiser() -> None:
    taking = accepted().redeem(ADVERTISER, later(2))
    assert taking.redeem(ADVERTISER, later(3)) is taking
    with pytest.raises(WrongState, match="being redeemed"):
        taking.redeem("7000000000000000099", later(3))
    assert taking.redeemed().redeem(ADVERTISER, later(3)).redemption is Redemption.REDEEMED
    failed = taking.fail_redemption("no")
    assert failed.redeem(ADVERTISER, later(3)).redemption is Redemption.REDEEMING
    with pytest.raises(WrongState):
        requested().redeem(ADVERTISER, NOW)


def test_nothing_takes_the_place_of_a_code_while_it_is_being_redeemed() -> None:
    end, other = NOW + timedelta(days=30), code(60, words="#other")
    taking = accepted().redeem(ADVERTISER, later(2))
    with pytest.raises(WrongState, match="being redeemed"):
        taking.request(30, end)
    seen = taking.shown(SparkVerb.ACCEPT, later(3), other, later(3))
    assert (seen.code, seen.redemption, seen.checked_at) == (code(), Redemption.REDEEMING, later(3))
    assert taking.shown(SparkVerb.ACCEPT, later(3), code(60), later(3)).code == code(60)
    for verdict in (seen.redeemed(), seen.fail_redemption("no")):
        assert verdict.checked_at is None
        taken = verdict.shown(SparkVerb.ACCEPT, later(3), other, later(4))
        assert (taken.code, taken.redemption, taken.advertiser_id) == (other, Redemption.NONE, None)
        assert taken.redeem(ADVERTISER, later(5)).redemption is Redemption.REDEEMING


def test_the_end_is_warned_of_at_its_days_and_anew_after_an_extension() -> None:
    it, end = accepted(), NOW + timedelta(days=30)
    assert it.warn(end - timedelta(days=15)) is it
    warned = it.warn(end - timedelta(days=14))
    ending = SparkEnding(end - timedelta(days=14), it.campaign_id, it.id, it.creator_id, 14, end)
    assert warned.events[-1] == ending
    assert warned.warn(end - timedelta(days=8)) is warned
    assert warned.warn(end - timedelta(days=2)).warned == 3
    longer = warned.shown(SparkVerb.ACCEPT, later(9), code(60), later(9))
    assert longer.warned is None
    assert it.warn(end) is it


def test_a_code_hides_itself() -> None:
    assert "#code" not in repr(accepted())
