from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.counts import Counts
from creatorport.domain.events import PostLinked, PostPerformanceChanged
from creatorport.domain.ids import CampaignId, CreatorId, PostId
from creatorport.domain.post import MetricSnapshot, PostState, VideoPost
from tests.unit.domain.numbers import COUNTS
from tests.unit.domain.specimens import NOW, captured_at, later, post

CAPTURES = st.lists(st.tuples(COUNTS, st.integers(min_value=0, max_value=20)), max_size=12)


def changes(of: VideoPost) -> list[PostPerformanceChanged]:
    return [event for event in of.events if isinstance(event, PostPerformanceChanged)]


def test_a_linked_video_is_published_and_not_yet_measured() -> None:
    linked = post()
    assert (linked.state, linked.linked_at, linked.latest) == (PostState.PUBLISHED, NOW, None)
    assert linked.events == (
        PostLinked(NOW, CampaignId("campaign-1"), PostId("post-1"), CreatorId("creator-1"), "7678907398077074696"),
    )


def test_a_first_capture_is_a_change() -> None:
    captured = post().capture(Counts(views=100), captured_at(5))
    assert captured.latest == MetricSnapshot(PostId("post-1"), Counts(views=100), captured_at(5), fell=False)
    assert changes(captured) == [
        PostPerformanceChanged(
            later(5), CampaignId("campaign-1"), PostId("post-1"), CreatorId("creator-1"), Counts(views=100), fell=False
        )
    ]


def test_the_same_numbers_again_are_fresher_but_no_event() -> None:
    once = post().capture(Counts(100, 10, 2, 1), captured_at(5))
    twice = once.capture(Counts(100, 10, 2, 1), captured_at(9))
    assert twice.events == once.events
    assert twice.latest == MetricSnapshot(PostId("post-1"), Counts(100, 10, 2, 1), captured_at(9), fell=False)


def test_a_gap_keeps_the_last_known_number() -> None:
    captured = post().capture(Counts(100, 10, 2, 1), captured_at(5)).capture(Counts(views=150), captured_at(9))
    assert captured.latest is not None
    assert captured.latest.counts == Counts(150, 10, 2, 1)


def test_an_answer_that_tells_nothing_is_no_change() -> None:
    once = post().capture(Counts(100, 10, 2, 1), captured_at(5))
    assert once.capture(Counts(), captured_at(9)).events == once.events


def test_a_fall_is_kept_and_flagged() -> None:
    captured = post().capture(Counts(100, 10, 2, 1), captured_at(5)).capture(Counts(90, 11, 2, 1), captured_at(9))
    assert captured.latest == MetricSnapshot(PostId("post-1"), Counts(90, 11, 2, 1), captured_at(9), fell=True)
    assert [(change.counts.views, change.fell) for change in changes(captured)] == [(100, False), (90, True)]


def test_the_flag_belongs_to_the_capture_that_fell() -> None:
    fallen = post().capture(Counts(views=100), captured_at(5)).capture(Counts(views=90), captured_at(9))
    recovered = fallen.capture(Counts(views=95), captured_at(12))
    assert recovered.latest is not None
    assert not recovered.latest.fell


def test_an_older_or_equally_old_capture_is_ignored() -> None:
    captured = post().capture(Counts(views=100), captured_at(5))
    assert captured.capture(Counts(views=1), captured_at(4)) is captured
    assert captured.capture(Counts(views=1), captured_at(5)) is captured


@given(CAPTURES)
def test_any_captures_in_any_order_match_a_naive_ledger(captures: list[tuple[Counts, int]]) -> None:
    measured = post()
    newest, changed, falls = -1, 0, 0
    known: tuple[int | None, ...] = (None, None, None, None)
    for counts, minute in captures:
        measured = measured.capture(counts, captured_at(minute))
        if minute <= newest:
            continue
        pairs = list(zip(astuple(counts), known, strict=True))
        kept = tuple(old if new is None else new for new, old in pairs)
        changed += newest < 0 or kept != known
        falls += any(new is not None and old is not None and new < old for new, old in pairs)
        newest, known = minute, kept
    assert len(changes(measured)) == changed
    assert sum(change.fell for change in changes(measured)) == falls
    if newest < 0:
        assert measured.latest is None
    else:
        assert measured.latest is not None
        assert (astuple(measured.latest.counts), measured.latest.pedigree) == (known, captured_at(newest))
