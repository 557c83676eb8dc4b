import asyncio
from dataclasses import replace

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.campaign import CampaignState
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.ids import CampaignId
from creatorport.domain.product_link import ProductLink
from tests.contract.persistence.specimens import AT_TIKTOK, LUMEN, NOW, UMBRA, campaign, later, running

ONE = CampaignId("campaign-1")


async def test_a_campaign_comes_back_as_it_was_stored_without_its_events(units: UnitsOfWork) -> None:
    stored = running().ordered("7800").see_link(ProductLink("7900", "IN_REVIEW"))
    async with units() as uow:
        await uow.campaigns.add(stored)
        await uow.commit()
    async with units() as uow:
        assert await uow.campaigns.load(LUMEN, ONE) == replace(stored, events=())


async def test_what_is_not_committed_never_was(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(campaign())
        assert (await uow.campaigns.load(LUMEN, ONE)).id == ONE
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.campaigns.load(LUMEN, ONE)


async def test_an_error_inside_a_unit_of_work_undoes_it(units: UnitsOfWork) -> None:
    async def fail() -> None:
        async with units() as uow:
            await uow.campaigns.add(campaign())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.campaigns.load(LUMEN, ONE)


async def test_a_campaign_of_another_workspace_is_not_there(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(running(workspace=UMBRA))
        await uow.commit()
    async with units() as uow:
        for look_up in (uow.campaigns.load, uow.campaigns.lock):
            with pytest.raises(NotFound) as refused:
                await look_up(LUMEN, ONE)
            assert (refused.value.kind, refused.value.id) == ("campaign", "campaign-1")
        assert await uow.campaigns.find_by_tiktok_id(LUMEN, AT_TIKTOK.campaign_id) is None
        assert await uow.campaigns.find_by_tiktok_id(UMBRA, AT_TIKTOK.campaign_id) is not None


async def test_the_same_id_may_live_in_two_workspaces(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(campaign())
        await uow.campaigns.add(replace(campaign(workspace=UMBRA), name="Theirs"))
        await uow.commit()
    async with units() as uow:
        assert (await uow.campaigns.load(LUMEN, ONE)).name == "Named campaign-1"
        assert (await uow.campaigns.load(UMBRA, ONE)).name == "Theirs"


async def test_adding_what_is_there_already_is_a_concurrent_change(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(campaign())
        await uow.commit()
    async with units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.campaigns.add(campaign())


async def test_a_save_counts_the_version_up(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(campaign())
        await uow.commit()
    for version in (0, 1):
        async with units() as uow:
            loaded = await uow.campaigns.load(LUMEN, ONE)
            assert loaded.version == version
            await uow.campaigns.save(replace(loaded, brief=f"brief {version}"))
            await uow.commit()
    async with units() as uow:
        saved = await uow.campaigns.load(LUMEN, ONE)
    assert (saved.version, saved.brief) == (2, "brief 1")


async def test_a_save_of_what_somebody_else_saved_since_is_refused(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(campaign())
        await uow.commit()
    async with units() as uow:
        stale = await uow.campaigns.load(LUMEN, ONE)
    async with units() as uow:
        await uow.campaigns.save((await uow.campaigns.load(LUMEN, ONE)).launch(NOW))
        await uow.commit()
    async with units() as uow:
        with pytest.raises(ConcurrentChange) as refused:
            await uow.campaigns.save(stale.cancel(NOW))
    assert (refused.value.kind, refused.value.id, refused.value.expected) == ("campaign", "campaign-1", 0)
    async with units() as uow:
        assert (await uow.campaigns.load(LUMEN, ONE)).state is CampaignState.SUBMITTING


async def test_a_save_of_what_was_never_added_is_refused(units: UnitsOfWork) -> None:
    async with units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.campaigns.save(campaign())


async def test_one_unit_of_work_may_save_what_it_loaded_more_than_once(units: UnitsOfWork) -> None:
    async with units() as uow:
        fresh = campaign()
        await uow.campaigns.add(fresh)
        await uow.campaigns.save(fresh.launch(NOW))
        await uow.campaigns.save(fresh.launch(NOW).confirm(AT_TIKTOK, NOW))
        await uow.commit()
    async with units() as uow:
        loaded = await uow.campaigns.load(LUMEN, ONE)
        assert loaded.state is CampaignState.ACTIVE
        await uow.campaigns.save(loaded.pause(NOW))
        await uow.campaigns.save((await uow.campaigns.load(LUMEN, ONE)).resume(NOW))
        await uow.commit()
    async with units() as uow:
        assert (await uow.campaigns.load(LUMEN, ONE)).state is CampaignState.ACTIVE


async def test_of_many_concurrent_saves_of_one_version_one_wins(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(campaign())
        await uow.commit()
    async with units() as uow:
        loaded = await uow.campaigns.load(LUMEN, ONE)

    async def write(number: int) -> int:
        async with units() as uow:
            await uow.campaigns.save(replace(loaded, brief=f"by {number}"))
            await asyncio.sleep(0)
            await uow.commit()
        return number

    outcomes = await asyncio.gather(*(write(number) for number in range(8)), return_exceptions=True)
    won = [outcome for outcome in outcomes if isinstance(outcome, int)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, ConcurrentChange)]
    assert (len(won), len(lost)) == (1, 7)
    async with units() as uow:
        stored = await uow.campaigns.load(LUMEN, ONE)
    assert (stored.brief, stored.version) == (f"by {won[0]}", 1)


async def test_a_locked_campaign_is_changed_by_one_after_the_other(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(replace(campaign(), brief="0"))
        await uow.commit()

    async def count() -> None:
        async with units() as uow:
            seen = await uow.campaigns.lock(LUMEN, ONE)
            await asyncio.sleep(0)
            await uow.campaigns.save(replace(seen, brief=str(int(seen.brief) + 1)))
            await uow.commit()

    await asyncio.gather(*(count() for _ in range(10)))
    async with units() as uow:
        assert (await uow.campaigns.load(LUMEN, ONE)).brief == "10"


async def test_campaigns_that_run_or_pause_are_measured_in_the_order_of_their_making(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.campaigns.add(running("c-late", at=later(5)))
        await uow.campaigns.add(running("c-early", UMBRA, later(-5)).pause(later(1)))
        await uow.campaigns.add(campaign("c-draft"))
        await uow.campaigns.add(running("c-done").complete(NOW))
        await uow.commit()
    async with units() as uow:
        measured = await uow.campaigns.measured()
    assert [(one.workspace_id, one.id) for one in measured] == [(UMBRA, "c-early"), (LUMEN, "c-late")]
