from dataclasses import replace
from datetime import UTC, datetime, timedelta

from creatorport.domain.account_video import AccountVideo, VideoFacts, VideoState
from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FACTS = VideoFacts(title="lemon pasta", duration=0, cover=ExpiringUrl("https://cdn.test/1", NOW))


def at(hours: float) -> Pedigree:
    moment = NOW + timedelta(hours=hours)
    return Pedigree(Source.TIKTOK_DISPLAY, moment, moment + timedelta(hours=24))


def found() -> AccountVideo:
    return AccountVideo.found(
        WorkspaceId("lumen"), AccountId("a-1"), "7709", facts=FACTS, counts=Counts(100, 10, None, 1), pedigree=at(0)
    )


def test_a_video_begins_with_its_first_sight_and_no_invented_history() -> None:
    video = found()
    assert (video.id, video.state, video.first_seen_at, video.seen_at) == ("a-1.7709", VideoState.VISIBLE, NOW, NOW)
    assert video.latest is not None
    assert (video.latest.counts, video.latest.fell) == (Counts(100, 10, None, 1), False)


def test_a_sparse_answer_keeps_what_was_known() -> None:
    seen = found().see(VideoFacts(description="", duration=47), Counts(views=120), at(1))
    assert seen.facts == replace(FACTS, description="", duration=47)
    assert seen.latest is not None
    assert seen.latest.counts == Counts(120, 10, None, 1)
    assert not seen.latest.fell


def test_a_falling_counter_is_kept_and_flagged() -> None:
    seen = found().see(FACTS, Counts(90, 11, 0, 1), at(1))
    assert seen.latest is not None
    assert (seen.latest.counts.views, seen.latest.fell) == (90, True)


def test_an_older_capture_changes_nothing() -> None:
    video = found()
    assert video.see(FACTS, Counts(1, 1, 1, 1), at(0)) is video


def test_a_missed_video_is_not_visible_since_it_was_first_missed_until_it_returns() -> None:
    missed = found().miss(NOW + timedelta(hours=1))
    assert (missed.state, missed.first_missing_at) == (VideoState.NOT_VISIBLE, NOW + timedelta(hours=1))
    assert missed.miss(NOW + timedelta(hours=2)) is missed
    assert missed.latest == found().latest
    back = missed.see(FACTS, Counts(101, 10, 0, 1), at(3))
    assert (back.state, back.first_missing_at, back.first_seen_at) == (VideoState.VISIBLE, None, NOW)


def test_a_newly_signed_cover_is_no_change_and_a_number_or_a_title_is() -> None:
    video = found()
    signed = replace(FACTS, cover=ExpiringUrl("https://cdn.test/2", NOW))
    assert not video.see(signed, Counts(100, 10, None, 1), at(1)).differs_from(video)
    assert video.see(FACTS, Counts(101), at(1)).differs_from(video)
    assert video.see(replace(FACTS, title="other"), Counts(), at(1)).differs_from(video)
