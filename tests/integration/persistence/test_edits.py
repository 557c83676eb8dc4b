"""Edits of one campaign by many writers at once, on PostgreSQL: one is made, the others are told."""

import asyncio

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.use_cases.update_campaign import UpdateCampaign, UpdateCampaignCommand
from creatorport.domain.campaign_changes import CampaignChanges
from creatorport.domain.errors import CampaignEdited
from creatorport.domain.ids import CampaignId, MemberId
from creatorport.domain.workspace import Member, Role
from tests.contract.persistence.specimens import LUMEN, campaign
from tests.fakes.clock import MovableClock
from tests.fakes.identities import CountingIdentities

WRITERS = 8


async def test_of_many_edits_of_one_version_one_is_made_and_the_others_name_its_author(
    sql_units: SqlUnitsOfWork,
) -> None:
    async with sql_units() as uow:
        await uow.campaigns.add(campaign())
        await uow.commit()
    update = UpdateCampaign(sql_units, MovableClock(), CountingIdentities())

    async def edit(number: int) -> None:
        member = Member(MemberId(f"member-{number}"), LUMEN, Role.MANAGER)
        changes = CampaignChanges(brief=f"By {number}.")
        await update(UpdateCampaignCommand(member, CampaignId("campaign-1"), 0, changes))

    made = await asyncio.gather(*map(edit, range(WRITERS)), return_exceptions=True)
    refused = [one for one in made if isinstance(one, CampaignEdited)]
    (winner,) = (number for number, one in enumerate(made) if one is None)
    assert len(refused) == WRITERS - 1
    assert {(one.present, one.fields, one.members) for one in refused} == {(1, ("brief",), (f"member-{winner}",))}
    async with sql_units() as uow:
        kept = await uow.campaigns.load(LUMEN, CampaignId("campaign-1"))
    assert (kept.version, kept.brief) == (1, f"By {winner}.")
