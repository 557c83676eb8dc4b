from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import CampaignId
from creatorport.domain.milestone import Milestone, MilestoneMetric, Reached
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, campaign, later

ONE, TWO = CampaignId("campaign-1"), CampaignId("campaign-2")
FEW, MANY = Milestone(MilestoneMetric.VIEWS, 10), Milestone(MilestoneMetric.VIEWS, 2**63 - 1)


async def test_what_was_reached_keeps_its_first_time_and_value(units: UnitsOfWork) -> None:
    first, again = Reached(FEW, 12, NOW), Reached(FEW, 99, later(1))
    last = Reached(MANY, 2**63 - 1, later(1))
    async with units() as uow:
        assert await uow.milestones.reach(LUMEN, ONE, [first]) == [first]
        assert await uow.milestones.reach(LUMEN, ONE, []) == []
        await uow.commit()
    async with units() as uow:
        assert await uow.milestones.reach(LUMEN, ONE, [again, last]) == [last]
        await uow.commit()
    async with units() as uow:
        assert list(await uow.milestones.of_campaign(LUMEN, ONE)) == [first, last]
        assert list(await uow.milestones.of_campaign(LUMEN, TWO)) == []
        assert list(await uow.milestones.of_campaign(UMBRA, ONE)) == []


async def test_what_was_not_committed_was_never_reached(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.milestones.reach(LUMEN, ONE, [Reached(FEW, 12, NOW)])
    async with units() as uow:
        assert list(await uow.milestones.of_campaign(LUMEN, ONE)) == []


async def test_each_campaign_shows_its_own(backend: Backend) -> None:
    reached = Reached(FEW, 12, NOW)
    async with backend.units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.campaigns.add(campaign(workspace=workspace))
            await uow.campaigns.add(campaign("campaign-2", workspace))
        await uow.milestones.reach(LUMEN, ONE, [reached])
        await uow.milestones.reach(UMBRA, TWO, [reached])
        await uow.commit()
    shown = await backend.reads.milestones.of_campaigns(LUMEN, [ONE, TWO, CampaignId("none")])
    assert {key: list(found) for key, found in shown.items()} == {ONE: [reached], TWO: []}
