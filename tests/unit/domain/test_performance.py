from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.performance import CampaignPerformance, Totals
from creatorport.domain.post import VideoPost
from creatorport.domain.rates import EngagementRate
from tests.unit.domain.numbers import COUNTS
from tests.unit.domain.specimens import captured_at, later, post

CAMPAIGN = CampaignId("campaign-1")


@st.composite
def posts(draw: st.DrawFn) -> list[VideoPost]:
    made: list[VideoPost] = []
    for number in range(draw(st.integers(min_value=0, max_value=8))):
        one = post(f"post-{number}", f"creator-{draw(st.integers(min_value=1, max_value=3))}", str(7 * 10**18 + number))
        if draw(st.booleans()):
            one = one.capture(draw(COUNTS), captured_at(draw(st.integers(min_value=1, max_value=60))))
        made.append(one)
    return made


def assert_naive_sums(totals: Totals, over: list[VideoPost]) -> None:
    latest = [one.latest for one in over if one.latest is not None]
    assert (totals.posts, totals.measured) == (len(over), len(latest))
    for index, summed in enumerate(astuple(totals.counts)):
        known = [value for one in latest if (value := astuple(one.counts)[index]) is not None]
        assert summed == (sum(known) if known else None)
    captures = [one.pedigree.captured_at for one in latest]
    assert totals.oldest_capture == (min(captures) if captures else None)
    assert totals.fresh_until == (min(one.pedigree.fresh_until for one in latest) if latest else None)


@given(posts())
def test_totals_are_the_naive_sums_over_all_posts_and_over_each_creators(every: list[VideoPost]) -> None:
    performance = CampaignPerformance.of(CAMPAIGN, every)
    assert_naive_sums(performance.totals, every)
    assert [one.creator_id for one in performance.creators] == sorted({one.creator_id for one in every})
    for creator in performance.creators:
        assert_naive_sums(creator.totals, [one for one in every if one.creator_id == creator.creator_id])


@given(posts())
def test_the_creators_parts_make_up_the_whole(every: list[VideoPost]) -> None:
    performance = CampaignPerformance.of(CAMPAIGN, every)
    assert sum(one.totals.posts for one in performance.creators) == performance.totals.posts
    assert sum(one.totals.measured for one in performance.creators) == performance.totals.measured
    for name in ("views", "likes", "comments", "shares"):
        parts = [value for one in performance.creators if (value := getattr(one.totals.counts, name)) is not None]
        assert getattr(performance.totals.counts, name) == (sum(parts) if parts else None)


@given(posts())
def test_rates_are_recomputed_from_the_sums(every: list[VideoPost]) -> None:
    sums = CampaignPerformance.of(CAMPAIGN, every).totals.counts
    inputs = [sums.views, sums.likes, sums.comments, sums.shares]
    if None in inputs or sums.views == 0:
        assert sums.engagement_rate is None
    else:
        views, *engagements = [value or 0 for value in inputs]
        assert sums.engagement_rate == EngagementRate(sum(engagements), views)


def test_a_campaign_without_posts_has_no_numbers_rather_than_zeros() -> None:
    performance = CampaignPerformance.of(CAMPAIGN, [])
    assert performance.totals == Totals(0, 0, Counts(), None, None)
    assert performance.creators == ()


def test_unmeasured_posts_count_as_posts_but_not_as_measured() -> None:
    measured = post("post-1").capture(Counts(100, 10, 2, 1), captured_at(3))
    performance = CampaignPerformance.of(CAMPAIGN, [measured, post("post-2", "creator-2", "7")])
    assert performance.totals == Totals(2, 1, Counts(100, 10, 2, 1), later(3), later(33))
    assert performance.creators[1].creator_id == CreatorId("creator-2")
    assert performance.creators[1].totals == Totals(1, 0, Counts(), None, None)
