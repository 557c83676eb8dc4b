"""A run and a video in whatever order things happen to them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from creatorport.domain.account_video import AccountVideo, VideoFacts, VideoState
from creatorport.domain.counts import Counts
from creatorport.domain.errors import WrongState
from creatorport.domain.ids import AccountId, SyncRunId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.sync import SyncRun, SyncState, SyncStep, SyncTrigger, Tally
from tests.unit.domain.specimens import LUMEN, NOW, later

ACCOUNT = AccountId("account-1")
HOUR = timedelta(hours=1)


class SyncWalk(RuleBasedStateMachine):
    """A run is begun, dies with its process, is interrupted, goes on and ends; what it read is never lost."""

    def __init__(self) -> None:
        super().__init__()
        self.run = SyncRun(SyncRunId("r"), LUMEN, ACCOUNT, SyncTrigger.MANUAL, whole=True, queued_at=NOW)
        self.minutes = self.seen = self.troubles = 0
        self.begun: datetime | None = None
        self.end: SyncRun | None = None

    def now(self) -> datetime:
        self.minutes += 1
        return later(self.minutes)

    @rule()
    def start(self) -> None:
        if self.end is not None:
            with pytest.raises(WrongState):
                self.run.start(self.now())
            return
        before, now = self.run, self.now()
        self.begun = self.begun or now
        self.run = before.start(now)
        assert self.run.state is SyncState.RUNNING
        assert self.run.retry_at is None
        assert self.run.interruptions - before.interruptions == (before.state is SyncState.RUNNING)
        assert (self.run.cursor, self.run.step) == (before.cursor, before.step), "it goes on where it was"

    @precondition(lambda self: self.run.state is SyncState.RUNNING)
    @rule(found=st.integers(0, 20), cursor=st.none() | st.integers(1, 9), has_more=st.booleans())
    def take_page(self, found: int, cursor: int | None, has_more: bool) -> None:
        before = self.run
        self.seen, self.troubles = self.seen + found, 0
        self.run = before.take_page(Tally(seen=found), cursor, fresh=found, has_more=has_more)
        if has_more and before.cursor is not None:
            assert self.run.cursor is not None
            assert self.run.cursor <= before.cursor, "the list is walked in one direction"

    @precondition(lambda self: self.run.state is SyncState.RUNNING)
    @rule(step=st.sampled_from(SyncStep))
    def turn_to(self, step: SyncStep) -> None:
        self.run, self.troubles = self.run.turn_to(step, self.now()), 0

    @rule(counts=st.booleans())
    def interrupt(self, counts: bool) -> None:
        retry_at = self.now() + HOUR
        if self.end is not None:
            with pytest.raises(WrongState):
                self.run.interrupt("TIKTOK_THROTTLED", "wait", retry_at=retry_at, counts=counts)
            return
        self.troubles += counts
        self.run = self.run.interrupt("TIKTOK_THROTTLED", "wait", retry_at=retry_at, counts=counts)
        assert self.run.state is not SyncState.RUNNING
        assert self.run.retry_at == retry_at

    @rule(vanished=st.integers(0, 3))
    def finish(self, vanished: int) -> None:
        if self.run.state not in (SyncState.RUNNING, SyncState.DONE):
            with pytest.raises(WrongState):
                self.run.finish(self.now(), vanished=vanished)
            return
        self.run = self.run.finish(self.now(), vanished=vanished)
        if self.end is None:
            assert (self.run.tally.vanished, self.run.error_code, self.run.cursor) == (vanished, None, None)
        self.end = self.end or self.run

    @rule()
    def fail(self) -> None:
        if self.run.state is SyncState.DONE:
            with pytest.raises(WrongState):
                self.run.fail("X", "x", self.now())
            return
        self.run = self.run.fail("X", "x", self.now())
        assert self.run.error_code == "X"
        self.end = self.end or self.run

    @invariant()
    def an_end_is_an_end(self) -> None:
        assert self.run.is_open is (self.end is None) is (self.run.ended_at is None)
        assert self.end is None or (self.run is self.end and self.run.retry_at is None)

    @invariant()
    def what_was_counted_is_kept(self) -> None:
        assert (self.run.tally.seen, self.run.troubles, self.run.started_at) == (self.seen, self.troubles, self.begun)
        assert (self.run.duration is None) is (self.end is None or self.begun is None)


class VideoWalk(RuleBasedStateMachine):
    """A video is shown and missed, by answers that come in any order, and its texts are dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.newest, self.title = 0, "lemon pasta"
        self.counts = Counts(100)
        self.missed_at: datetime | None = None
        self.video = AccountVideo.found(
            LUMEN, ACCOUNT, "1", facts=VideoFacts(title=self.title), counts=self.counts, pedigree=read(0)
        )

    @rule(ago=st.integers(-3, 3), views=st.none() | st.integers(0, 200), title=st.none() | st.sampled_from("abc"))
    def see(self, ago: int, views: int | None, title: str | None) -> None:
        minutes, before = self.newest + ago, self.video
        self.video = before.see(VideoFacts(title=title), Counts(views), read(minutes))
        if ago <= 0:
            assert self.video is before, "an older answer changes nothing"
            return
        assert self.video.latest is not None
        assert before.latest is not None
        known = before.latest.counts.views
        assert self.video.latest.counts.views == (known if views is None else views)
        assert self.video.latest.fell is (views is not None and known is not None and views < known)
        assert self.video.facts.title == (title or before.facts.title)
        self.newest, self.missed_at = minutes, None
        assert (self.video.state, self.video.dropped_at) == (VideoState.VISIBLE, None)

    @rule(minutes=st.integers(0, 5))
    def miss(self, minutes: int) -> None:
        now = later(self.newest + minutes)
        self.missed_at = self.missed_at or now
        self.video = self.video.miss(now)

    @rule()
    def forget_texts(self) -> None:
        before = self.video
        self.video = before.forget_texts(later(self.newest))
        assert self.video.facts.title is None
        assert (self.video.latest, self.video.state) == (before.latest, before.state)

    @invariant()
    def it_is_missing_since_it_was_missed_first_and_until_it_is_seen(self) -> None:
        assert self.video.first_missing_at == self.missed_at
        assert (self.video.state is VideoState.NOT_VISIBLE) is (self.missed_at is not None)

    @invariant()
    def the_first_and_the_last_sight_stay(self) -> None:
        assert self.video.first_seen_at == NOW
        assert self.video.seen_at == later(self.newest)


def read(minutes: int) -> Pedigree:
    return Pedigree(Source.TIKTOK_DISPLAY, later(minutes), later(minutes) + HOUR)


TestSyncWalk, TestVideoWalk = SyncWalk.TestCase, VideoWalk.TestCase
TestSyncWalk.settings = TestVideoWalk.settings = settings(stateful_step_count=20)
