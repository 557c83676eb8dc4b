from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.errors import LinkRemindersSpent, LinkReminderTooSoon, WrongState
from creatorport.domain.link_request import LINK_MACHINE, LinkAction, LinkRequest, LinkState, LinkVerb
from creatorport.domain.machine import REFUSE
from tests.unit.domain.specimens import NOW

VIDEO = "7493990579714164574"
DAY = timedelta(hours=24)
SHOWN = [one for one in LinkVerb if one not in (LinkVerb.FAIL, LinkVerb.LAPSE)]


def asked() -> LinkRequest:
    return LinkRequest.ask(VIDEO, NOW)


def in_review(requests: int = 1, at: datetime = NOW) -> LinkRequest:
    return asked().shown(LinkVerb.REVIEW, requests, at).answered()


class LinkWalk(RuleBasedStateMachine):
    """What TikTok shows, in any order; what members do, and how it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.link = asked()
        self.now = NOW
        self.ended: LinkState | None = None

    @rule(verb=st.sampled_from(SHOWN), requests=st.integers(1, 3))
    def see(self, verb: LinkVerb, requests: int) -> None:
        decision, before = LINK_MACHINE.table[self.link.state][verb], self.link
        self.link = before.shown(verb, requests, self.now)
        assert self.link.state is (decision if isinstance(decision, LinkState) else before.state)

    @rule()
    def fail(self) -> None:
        if self.link.pending is not None:
            first = self.link.state is LinkState.ASKING
            self.link = self.link.fail("TikTok said no")
            assert (self.link.state is LinkState.FAILED) is first

    @rule(hours=st.integers(0, 30), revoke=st.booleans())
    def act(self, hours: int, revoke: bool) -> None:
        self.now += timedelta(hours=hours)
        before = self.link
        try:
            self.link = before.revoke() if revoke else before.remind(self.now)
        except (WrongState, LinkReminderTooSoon, LinkRemindersSpent):
            self.link = before

    @rule()
    def let_go(self) -> None:
        if self.link.pending is None:
            before = self.link
            self.link = before.lapse()
            assert self.link is before or before.state is LinkState.IN_REVIEW

    @rule()
    def answer(self) -> None:
        if self.link.state is not LinkState.ASKING:
            self.link = self.link.answered()

    @invariant()
    def an_end_is_an_end_and_nothing_is_under_way_after_it(self) -> None:
        if self.ended is not None:
            assert self.link.state is self.ended
        if not self.link.is_live:
            self.ended = self.link.state
            assert self.link.pending is None

    @invariant()
    def it_is_counted_upwards(self) -> None:
        assert 0 <= self.link.requests <= 3


TestLinkWalk = LinkWalk.TestCase
TestLinkWalk.settings = settings(stateful_step_count=20)


def test_only_a_pending_request_can_fail() -> None:
    assert LINK_MACHINE.table[LinkState.IN_REVIEW][LinkVerb.FAIL] is REFUSE


def test_what_is_on_its_way_to_tiktok_cannot_lapse() -> None:
    with pytest.raises(WrongState):
        asked().lapse()
    assert in_review().lapse().state is LinkState.UNANSWERED


def test_a_reminder_is_possible_a_day_after_the_last_request_and_the_refusal_says_when() -> None:
    with pytest.raises(LinkReminderTooSoon) as refused:
        in_review().remind(NOW + DAY - timedelta(seconds=1))
    assert refused.value.retry_at == NOW + DAY
    reminding = in_review().remind(NOW + DAY)
    assert (reminding.pending, reminding.requests) == (LinkAction.REMIND, 1)
    assert reminding.remind(NOW) is reminding
    done = reminding.shown(LinkVerb.REVIEW, 2, NOW + DAY).answered()
    assert (done.pending, done.requests, done.remindable_at) == (None, 2, NOW + 2 * DAY)


def test_a_third_reminder_is_never_possible() -> None:
    spent = in_review(3)
    assert spent.remindable_at is None
    with pytest.raises(LinkRemindersSpent):
        spent.remind(NOW + 10 * DAY)


def test_what_is_under_way_stands_in_the_way_of_something_else() -> None:
    with pytest.raises(WrongState, match="being changed"):
        in_review().revoke().remind(NOW + DAY)
    with pytest.raises(WrongState, match="asking"):
        asked().revoke()
    revoking = in_review().revoke()
    assert revoking.revoke() is revoking


def test_a_reminder_that_failed_leaves_the_request_where_it_was() -> None:
    failed = in_review().remind(NOW + DAY).fail("too often")
    assert (failed.state, failed.pending, failed.failure) == (LinkState.IN_REVIEW, None, "too often")


def test_polling_does_not_settle_what_is_under_way() -> None:
    assert in_review().revoke().shown(LinkVerb.REVIEW, 1, NOW).pending is LinkAction.REVOKE
