"""Reads of posts and of their numbers: totals, pages, captures, the same whoever keeps the records."""

from creatorport.application.queries import Reads
from creatorport.application.views import (
    Page,
    PostView,
    Slice,
    SnapshotView,
    TotalsView,
)
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId, PostId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import (
    LUMEN,
    NOW,
    counts,
    later,
    pedigree,
    post,
)
from tests.contract.persistence.world import BEN, EMPTY, MARA, ONE, TWO, ids, walk


async def test_totals_sum_what_is_known_over_the_latest_captures(reads: Reads) -> None:
    one = TotalsView(3, 2, Counts(97, 12, 6, None), later(5), later(15))
    none = TotalsView(0, 0, Counts(), None, None)
    unmeasured = TotalsView(1, 0, Counts(), None, None)
    assert await reads.performance.of_campaigns(LUMEN, [ONE, TWO, EMPTY, CampaignId("other")]) == {
        ONE: one,
        TWO: unmeasured,
        EMPTY: none,
    }
    assert await reads.performance.of_creators(LUMEN, [(ONE, MARA), (ONE, BEN), (TWO, BEN), (EMPTY, MARA)]) == {
        (ONE, MARA): TotalsView(2, 2, Counts(97, 12, 6, None), later(5), later(15)),
        (ONE, BEN): unmeasured,
    }


async def test_totals_are_64_bit(reads: Reads, backend: Backend) -> None:
    async with backend.units() as uow:
        for number in (1, 2):
            large = post(f"p-{number}0", f"{number}0", campaign_name="campaign-3")
            await uow.posts.add(large.capture(counts(2**53 + 1), pedigree(NOW)))
        await uow.commit()
    totals = await reads.performance.of_campaigns(LUMEN, [EMPTY])
    assert totals[EMPTY].counts.views == 2**54 + 2
    assert isinstance(totals[EMPTY].counts.views, int)


async def test_each_campaigns_posts_come_in_the_order_of_linking(reads: Reads) -> None:
    async def of_one(part: Slice) -> Page[PostView]:
        return (await reads.performance.pages_of_posts(LUMEN, [TWO, ONE, EMPTY], part))[ONE]

    for size in (1, 2, 3, 10):
        assert ids(await walk(of_one, size)) == ["p-1", "p-2", "p-3"]
    pages = await reads.performance.pages_of_posts(LUMEN, [TWO, ONE, EMPTY], Slice(1))
    assert {key: (ids(page.nodes), page.total) for key, page in pages.items()} == {
        ONE: (["p-1"], 3),
        TWO: (["p-4"], 1),
        EMPTY: ([], 0),
    }


async def test_a_post_is_shown_with_its_latest_capture(reads: Reads) -> None:
    shown = await reads.performance.posts_by_ids(LUMEN, [PostId("p-1"), PostId("p-3")])
    assert shown[PostId("p-3")].latest is None
    assert shown[PostId("p-1")] == PostView(
        id=PostId("p-1"),
        campaign_id=ONE,
        creator_id=MARA,
        video_id="1",
        url="https://www.tiktok.com/@mara/video/1",
        state="published",
        published_at=later(-600),
        linked_at=NOW,
        latest=SnapshotView(Counts(90, 12, 3, None), "TIKTOK_ONE_REPORT", later(10), later(20), fell=True),
    )


async def test_a_history_holds_the_newest_captures_oldest_of_them_first(reads: Reads) -> None:
    histories = await reads.performance.histories(LUMEN, [PostId("p-1"), PostId("p-3"), PostId("nothing")], 5)
    assert {key: [one.counts.views for one in history] for key, history in histories.items()} == {
        PostId("p-1"): [100, 90],
        PostId("p-3"): [],
    }
    newest = await reads.performance.histories(LUMEN, [PostId("p-1")], 1)
    assert [one.counts.views for one in newest[PostId("p-1")]] == [90]
