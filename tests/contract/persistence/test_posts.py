from dataclasses import replace

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.ids import CampaignId
from tests.contract.persistence.specimens import (
    LUMEN,
    NOW,
    UMBRA,
    campaign,
    counts,
    creator,
    later,
    pedigree,
    post,
)

ONE = CampaignId("campaign-1")


@pytest.fixture
async def stocked(units: UnitsOfWork) -> UnitsOfWork:
    async with units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.campaigns.add(campaign(workspace=workspace))
            await uow.campaigns.add(campaign("campaign-2", workspace))
            await uow.creators.put([creator(workspace=workspace)])
        await uow.commit()
    return units


async def test_posts_come_back_as_they_were_stored_in_the_order_of_linking(stocked: UnitsOfWork) -> None:
    second = post("p-a", "1", at=later(1))
    first = replace(post("p-b", "2"), published_at=None).capture(counts(2**53 + 1, 0), pedigree(NOW))
    async with stocked() as uow:
        await uow.posts.add(second)
        await uow.posts.add(first)
        await uow.posts.add(post("p-c", "1", campaign_name="campaign-2"))
        await uow.posts.add(post("p-d", "1", workspace=UMBRA))
        await uow.commit()
    async with stocked() as uow:
        stored = await uow.posts.of_campaign(LUMEN, ONE)
    assert stored == [replace(first, events=()), replace(second, events=())]


async def test_a_video_is_linked_to_a_campaign_once(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.posts.add(post("p-1", "7"))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.posts.add(post("p-2", "7"))


async def test_captures_are_saved_one_after_the_other(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.posts.add(post())
        await uow.commit()
    for step in (1, 2):
        async with stocked() as uow:
            (seen,) = await uow.posts.of_campaign(LUMEN, ONE)
            await uow.posts.save(seen.capture(counts(step * 100), pedigree(later(step))))
            await uow.commit()
    async with stocked() as uow:
        (seen,) = await uow.posts.of_campaign(LUMEN, ONE)
    assert seen.version == 2
    assert seen.latest is not None
    assert (seen.latest.counts.views, seen.latest.pedigree.captured_at) == (200, later(2))


async def test_a_stale_save_is_refused(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.posts.add(post())
        await uow.commit()
    async with stocked() as uow:
        (stale,) = await uow.posts.of_campaign(LUMEN, ONE)
        await uow.posts.save(stale.capture(counts(1), pedigree(NOW)))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.posts.save(stale.capture(counts(2), pedigree(later(1))))


async def test_many_posts_are_stored_and_saved_at_once_each_with_its_capture(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.posts.add_all([post(f"p-{n}", f"7{n}", at=later(n)) for n in range(5)])
        await uow.posts.add_all([])
        await uow.commit()
    async with stocked() as uow:
        seen = await uow.posts.of_campaign(LUMEN, ONE)
        captured = [one.capture(counts(10 * n), pedigree(later(60))) for n, one in enumerate(seen)]
        await uow.posts.save_all(captured)
        again = [one.capture(counts(99), pedigree(later(61))) for one in captured[:2]]
        await uow.posts.save_all(again)
        await uow.posts.save_all([])
        await uow.commit()
    async with stocked() as uow:
        stored = await uow.posts.of_campaign(LUMEN, ONE)
    assert [one.latest.counts.views for one in stored if one.latest] == [99, 99, 20, 30, 40]
    assert [one.version for one in stored] == [2, 2, 1, 1, 1]


async def test_of_many_saves_a_stale_one_refuses_all(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.posts.add_all([post("p-1", "1"), post("p-2", "2", at=later(1))])
        await uow.commit()
    async with stocked() as uow:
        stale = await uow.posts.of_campaign(LUMEN, ONE)
        await uow.posts.save(stale[1].capture(counts(1), pedigree(NOW)))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange) as refused:
            await uow.posts.save_all([one.capture(counts(2), pedigree(later(1))) for one in stale])
    assert refused.value.id == "p-2"
    async with stocked() as uow:
        stored = await uow.posts.of_campaign(LUMEN, ONE)
    assert [one.latest and one.latest.counts.views for one in stored] == [None, 1]
