"""The laws of insights: shares, hours of a wall clock, what is the best, and when to ask again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.counts import Counts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.insights.audience import MOST_SHARES, Audience, Dimension, Distribution, Share, blended
from creatorport.domain.insights.days import DayCounts
from creatorport.domain.insights.posting import activity_in, posting_hours
from creatorport.domain.insights.reading import TRY_AGAIN_AFTER, Reading, ReadingKind, Told, first_failure
from creatorport.domain.insights.videos import MOST_VIDEOS, ContentOrder, WatchedVideo, best
from creatorport.domain.pedigree import Absence

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
FRACTIONS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1), max_size=6)


def audience(**parts: float) -> Audience:
    return Audience((Distribution.of(Dimension.GENDER, (Share(key, part) for key, part in parts.items())),))


def video(number: int, at: datetime = NOW, views: int | None = 100, likes: int = 10) -> WatchedVideo:
    return WatchedVideo(str(number), at, Counts(views, likes, 0, 0))


def told_zones() -> st.SearchStrategy[ZoneInfo]:
    return st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu"]).map(ZoneInfo)


def test_a_share_is_a_fraction() -> None:
    for wrong in (-0.1, 1.01, float("nan")):
        with pytest.raises(InvalidValue):
            Share("US", wrong)


def test_shares_are_ordered_and_bounded() -> None:
    many = Distribution.of(Dimension.LOCALE, (Share(str(n), n / 200) for n in range(200)))
    assert len(many.shares) == MOST_SHARES
    assert many.shares[0].key == "199"


@given(st.lists(st.tuples(st.integers(0, 10**12), FRACTIONS), max_size=5))
def test_a_blend_lies_between_its_parts_and_weighs_them_by_views(parts: list[tuple[int, dict[str, float]]]) -> None:
    joined = blended([(views, audience(**shares)) for views, shares in parts]).by(Dimension.GENDER)
    telling = [(views, shares) for views, shares in parts if views and shares]
    total = sum(views for views, _ in telling)
    for share in joined:
        expected = sum(shares.get(share.key, 0) * views for views, shares in telling) / total
        assert share.fraction == pytest.approx(min(1, expected))
    assert {share.key for share in joined} == {key for _, shares in telling for key in shares}


def test_a_blend_of_nobody_tells_nothing() -> None:
    assert blended([(0, audience(FEMALE=1.0)), (5, Audience())]) == Audience()


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)), min_size=1, max_size=60), told_zones())
def test_every_post_is_in_one_hour_of_the_wall_clock(posts: list[tuple[int, int]], zone: ZoneInfo) -> None:
    videos = [video(n, NOW - timedelta(minutes=back), views) for n, (back, views) in enumerate(posts)]
    hours = posting_hours(videos, zone)
    assert sum(one.posts for one in hours) == len(videos)
    assert sum(one.posts * one.mean_views for one in hours) == pytest.approx(sum(views for _, views in posts))
    assert list(hours) == sorted(hours, key=lambda one: (-one.mean_views, one.weekday, one.hour))
    assert all(0 <= one.weekday <= 6 and 0 <= one.hour <= 23 for one in hours)


def test_posts_are_put_where_their_own_days_clock_stood() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    summer, winter = datetime(2026, 7, 5, 22, 30, tzinfo=UTC), datetime(2026, 12, 6, 22, 30, tzinfo=UTC)
    monday, sunday = posting_hours([video(1, summer, 5), video(2, winter, 3)], berlin)
    assert (monday.weekday, monday.hour) == (0, 0)
    assert (sunday.weekday, sunday.hour) == (6, 23)


def test_posts_of_unknown_views_do_not_count() -> None:
    assert posting_hours([video(1, views=None)], ZoneInfo("UTC")) == []


@given(st.lists(st.floats(0, 10**6), min_size=24, max_size=24), told_zones())
def test_turning_the_clock_loses_nobody(activity: list[float], zone: ZoneInfo) -> None:
    turned = activity_in(activity, zone, NOW)
    assert len(turned) == 24
    assert sum(turned) == pytest.approx(sum(activity))


def test_half_an_hour_is_shared_between_two() -> None:
    only_noon = [0.0] * 12 + [100.0] + [0.0] * 11
    assert activity_in(only_noon, ZoneInfo("Asia/Kolkata"), NOW)[17:19] == [50.0, 50.0]
    assert activity_in(only_noon, ZoneInfo("America/New_York"), NOW)[7] == 100.0
    assert activity_in((), ZoneInfo("UTC"), NOW) == [0.0] * 24


def test_the_best_are_by_views_or_by_rate_and_the_unknown_come_last() -> None:
    many, lively, unknown = video(1, views=1_000, likes=10), video(2, views=100, likes=50), video(3, views=None)
    assert best([unknown, lively, many], ContentOrder.VIEWS, 9) == [many, lively, unknown]
    assert best([unknown, many, lively], ContentOrder.ENGAGEMENT, 2) == [lively, many]
    assert len(Told(videos=tuple(video(n) for n in range(300))).videos) == MOST_VIDEOS


def test_a_day_holds_counts_and_no_rate_without_views() -> None:
    assert DayCounts(views=0, likes=0, comments=0, shares=0).engagement_rate is None
    assert float(DayCounts(views=100, likes=4, comments=3, shares=3).engagement_rate or 0) == 0.1
    with pytest.raises(InvalidValue):
        DayCounts(likes=-1)


def test_a_reading_is_due_when_it_is_no_longer_fresh() -> None:
    reading = Reading.taken(ReadingKind.ORGANIC, Told(), NOW, DAY)
    assert not reading.is_due(NOW + DAY - timedelta(seconds=1))
    assert reading.is_due(NOW + DAY)


def test_a_failure_keeps_what_was_told_and_is_tried_again_after_a_while() -> None:
    good = Reading.taken(ReadingKind.ORGANIC, Told(videos=(video(1),)), NOW, DAY)
    failed = good.failed("TIKTOK_ANSWER_LOST", NOW + DAY)
    assert (failed.told, failed.captured_at, failed.absence) == (good.told, NOW, Absence.ERROR)
    assert not failed.is_due(NOW + DAY + TRY_AGAIN_AFTER - timedelta(seconds=1))
    assert failed.is_due(NOW + DAY + TRY_AGAIN_AFTER)
    assert first_failure(ReadingKind.ORGANIC, "X", NOW).captured_at is None


def test_a_missing_permission_is_not_mended_by_time_and_leaves_nothing() -> None:
    refused = Reading.refused(ReadingKind.ORGANIC, Absence.NOT_PERMITTED, NOW)
    assert not refused.is_due(NOW + 365 * DAY)
    assert refused.told == Told()
