"""The life of a publication, by example and by every way there is."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.errors import FixableBy, WrongState
from creatorport.domain.events import PublicationMoved
from creatorport.domain.machine import REFUSE
from creatorport.domain.publishing.caps import Cap
from creatorport.domain.publishing.composer import Privacy
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.publishing.states import OPEN, PUBLICATION_MACHINE, PublicationState, PublicationVerb
from creatorport.domain.publishing.troubles import Trouble, TroubleCode, trouble_of
from creatorport.domain.secret import Secret
from tests.unit.domain.publishing.specimens import publication
from tests.unit.domain.specimens import NOW, later

S = PublicationState
URL = Secret("https://open-upload.tiktokapis.com/video/?upload_id=1")
LOST = Trouble(TroubleCode.ANSWER_LOST, "lost", FixableBy.TIKTOK)
TOTAL = 150_000_000
FINAL = {S.PUBLISHED, S.FAILED, S.CANCELLED}


def uploading() -> Publication:
    return publication().start(NOW).take("v_pub_file~v2-1.1", URL, later(1))


def processing() -> Publication:
    return uploading().have_sent(TOTAL, later(2))


class Walk(RuleBasedStateMachine):
    """Everything that can happen to a publication, in any order, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.it = publication()
        self.minutes = 0
        self.starts = 0

    @rule(verb=st.sampled_from(list(PublicationVerb)), minutes=st.integers(0, 90))
    def happen(self, verb: PublicationVerb, minutes: int) -> None:
        self.minutes += minutes
        before, now = self.it, later(self.minutes)
        decision = PUBLICATION_MACHINE.table[before.state][verb]
        try:
            self.it = DO[verb](before, now)
        except WrongState:
            assert decision is REFUSE
            return
        expected = decision if isinstance(decision, PublicationState) else before.state
        assert self.it.state is expected or verb is PublicationVerb.COMPLETE
        moved = self.it.state is not before.state
        assert len(self.it.events) - len(before.events) == moved
        self.starts += verb is PublicationVerb.START

    @rule(minutes=st.integers(0, 90))
    def look(self, minutes: int) -> None:
        self.minutes += minutes
        if self.it.state in (S.UPLOADING, S.PROCESSING, S.UNCONFIRMED):
            self.it = self.it.look("PROCESSING_UPLOAD", later(self.minutes))

    @invariant()
    def verdicts_stand(self) -> None:
        states = [event.state for event in self.it.events if isinstance(event, PublicationMoved)]
        ended = [place for place, state in enumerate(states) if PublicationState(state) in FINAL]
        assert ended in ([], [len(states) - 1])
        if self.it.state in FINAL:
            assert self.it.settled_at is not None
            assert self.it.upload is None

    @invariant()
    def once_tiktok_may_have_it_it_is_not_begun_again(self) -> None:
        if self.it.publish_id is not None or self.it.state is S.UNCONFIRMED:
            with pytest.raises(WrongState):
                self.it.start(later(self.minutes))


DO: Mapping[PublicationVerb, Callable[[Publication, datetime], Publication]] = {
    PublicationVerb.START: Publication.start,
    PublicationVerb.POSTPONE: lambda one, now: one.postpone(LOST, now),
    PublicationVerb.DEFER: lambda one, now: one.defer(Cap.POSTS_PER_CREATOR, now + timedelta(hours=5), now),
    PublicationVerb.BLOCK: lambda one, now: one.block(LOST, now),
    PublicationVerb.RESUME: Publication.resume,
    PublicationVerb.TAKE_UPLOAD: lambda one, now: one.take("v1", URL, now),
    PublicationVerb.TAKE_DOWNLOAD: lambda one, now: one.take("v1", None, now),
    PublicationVerb.COMPLETE: lambda one, now: one.have_sent(TOTAL, now),
    PublicationVerb.LOSE: lambda one, now: one.lose(LOST, now),
    PublicationVerb.PUBLISH: lambda one, now: one.publish(("7",), now),
    PublicationVerb.FAIL: lambda one, now: one.fail(LOST, now),
    PublicationVerb.CANCEL: Publication.cancel,
}


Walk.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestWalk = Walk.TestCase


def test_a_publication_goes_from_the_queue_to_the_post_and_keeps_both_ids() -> None:
    posted = processing().publish((), later(3))
    assert (posted.state, posted.publish_id, posted.post_ids) == (S.PUBLISHED, "v_pub_file~v2-1.1", ())
    assert posted.misses_post_id
    assert posted.next_at is not None
    known = posted.publish(("7709895975969675228",), later(4)).publish(("7709895975969675228",), later(5))
    assert (known.post_ids, known.next_at, known.settled_at) == (("7709895975969675228",), None, later(3))
    states = [event.state for event in known.events if isinstance(event, PublicationMoved)]
    assert states == ["queued", "starting", "uploading", "processing", "published"]


def test_a_post_that_only_its_creator_sees_never_gets_an_id_and_none_is_awaited() -> None:
    begun = publication(privacy=Privacy.SELF).start(NOW).take("v", URL, NOW)
    assert begun.have_sent(TOTAL, later(1)).publish((), later(2)).next_at is None


def test_bytes_are_counted_and_the_last_ones_end_the_upload() -> None:
    some = uploading().have_sent(10_000_000, later(2))
    assert some.upload is not None
    assert (some.state, some.upload.sent, some.upload.ends_at) == (S.UPLOADING, 10_000_000, later(60))
    assert processing().state is S.PROCESSING


def test_a_deferred_post_names_its_cap_and_its_time() -> None:
    waits = publication().defer(Cap.CREATORS_PER_APP, later(300), NOW, reason="reached_active_user_cap")
    assert (waits.state, waits.cap, waits.next_at) == (S.DEFERRED, Cap.CREATORS_PER_APP, later(300))
    assert waits.trouble is not None
    assert (waits.trouble.code, waits.trouble.tiktok_reason) == (TroubleCode.CAP_REACHED, "reached_active_user_cap")
    assert not waits.is_due(later(299))
    assert waits.is_due(later(300))


def test_without_its_account_a_waiting_post_is_blocked_and_comes_back_with_it() -> None:
    for waiting in (publication(), publication().defer(Cap.POSTS_PER_CREATOR, later(9), NOW)):
        blocked = waiting.lose_account("revoked", later(1))
        assert (blocked.state, blocked.next_at) == (S.BLOCKED, None)
        assert blocked.trouble is not None
        assert "revoked" in blocked.trouble.message
        back = blocked.resume(later(2))
        assert (back.state, back.trouble, back.next_at) == (S.QUEUED, None, later(2))


def test_without_its_account_a_post_at_tiktok_is_unconfirmed_and_asked_about_once_it_is_back() -> None:
    for begun in (uploading(), processing()):
        gone = begun.lose_account("revoked", later(3))
        assert (gone.state, gone.publish_id) == (S.UNCONFIRMED, "v_pub_file~v2-1.1")
        assert gone.resume(later(9)).next_at == later(9)
        assert gone.publish((), later(9)).state is S.PUBLISHED


def test_an_init_that_is_under_way_is_left_alone_when_the_account_goes() -> None:
    begun = publication().start(NOW)
    assert begun.lose_account("revoked", later(1)) is begun


def test_a_lost_init_of_an_upload_comes_to_nothing_for_certain_after_the_hour() -> None:
    lost = publication().start(NOW).lose(LOST, later(1))
    assert (lost.state, lost.next_at) == (S.UNCONFIRMED, later(65))
    failed = lost.expire(later(65))
    assert failed.trouble is not None
    assert (failed.state, failed.trouble.code) == (S.FAILED, TroubleCode.ANSWER_LOST)


def test_a_lost_init_of_a_download_is_never_proved_absent() -> None:
    lost = publication(url="https://media.example/a.mp4").start(NOW).lose(LOST, later(1))
    assert (lost.state, lost.next_at, lost.proved_absent_at) == (S.UNCONFIRMED, None, None)


def test_silence_is_told_after_an_hour_and_late_success_still_lands() -> None:
    silent = processing()
    for minute in (3, 30, 61):
        silent = silent.look("PROCESSING_UPLOAD", later(minute))
    assert silent.state is S.PROCESSING
    silent = silent.look("PROCESSING_UPLOAD", later(62))
    assert silent.trouble is not None
    assert (silent.state, silent.trouble.code, silent.tiktok_status) == (
        S.UNCONFIRMED,
        TroubleCode.NO_VERDICT,
        "PROCESSING_UPLOAD",
    )
    assert silent.next_at == later(62 + 30)
    assert silent.look("PROCESSING_UPLOAD", later(60 * 73)).next_at is None
    assert silent.publish(("7",), later(60 * 73)).state is S.PUBLISHED


def test_a_verdict_is_never_taken_back() -> None:
    posted, failed = processing().publish((), later(3)), processing().fail(LOST, later(3))
    assert posted.fail(LOST, later(4)) is posted
    assert failed.publish(("7",), later(4)) is failed
    assert failed.lose_account("revoked", later(4)) is failed


def test_only_what_has_not_begun_can_be_cancelled() -> None:
    assert publication().cancel(later(1)).state is S.CANCELLED
    for begun in (publication().start(NOW), uploading(), processing()):
        with pytest.raises(WrongState):
            begun.cancel(later(3))


@pytest.mark.parametrize(
    ("reason", "code", "by"),
    [
        ("frame_rate_check_failed", TroubleCode.MEDIA_FRAME_RATE, FixableBy.CALLER),
        ("unaudited_client_can_only_post_to_private_accounts", TroubleCode.APP_NOT_AUDITED, FixableBy.CREATOR),
        ("spam_risk_too_many_posts", TroubleCode.CAP_REACHED, FixableBy.NOBODY),
        ("auth_removed", TroubleCode.ACCOUNT_GONE, FixableBy.CREATOR),
        ("something_new", TroubleCode.TIKTOK_REFUSED, FixableBy.CALLER),
    ],
)
def test_tiktoks_reasons_are_translated_and_kept(reason: str, code: TroubleCode, by: FixableBy) -> None:
    found = trouble_of(reason)
    assert (found.code, found.fixable_by, found.tiktok_reason) == (code, by, reason)


def test_every_open_state_has_a_way_out() -> None:
    assert {state for state in PublicationState if PUBLICATION_MACHINE.terminal(state)} == FINAL
    assert set(PublicationState) - FINAL == OPEN
