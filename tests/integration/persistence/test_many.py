"""More at once than a statement of PostgreSQL takes parameters: 65,535."""

import pytest

from creatorport.adapters.persistence.rows import InvitationRow
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.domain.deliverable import owed
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import InvitationState
from tests.contract.persistence.specimens import LUMEN, campaign, creator, invitation, later

CAMPAIGN = CampaignId("campaign-1")
MANY = 65_535 // len(InvitationRow.model_fields) + 1
NAMES = [f"creator{number}" for number in range(MANY)]


@pytest.fixture
async def units(sql_units: SqlUnitsOfWork) -> SqlUnitsOfWork:
    """A campaign with many invitations."""
    async with sql_units() as uow:
        await uow.campaigns.add(campaign())
        await uow.creators.put([creator(name) for name in NAMES])
        await uow.invitations.add([invitation(f"i-{name}", name) for name in NAMES])
        await uow.commit()
    return sql_units


async def test_what_many_owe_is_added_and_what_is_saved_of_many_is_saved_as_a_whole(units: SqlUnitsOfWork) -> None:
    async with units() as uow:
        drafts = await uow.invitations.of_campaign(LUMEN, CAMPAIGN, {InvitationState.DRAFT})
        made = [each for one in drafts for each in owed(one.send(later(1)).accept(later(2)), later(2))]
        await uow.deliverables.add_missing(made)
        await uow.invitations.save_all([one.withdraw(later(1)) for one in drafts])
        await uow.commit()
    async with units() as uow:
        assert len(await uow.deliverables.of_campaign(LUMEN, CAMPAIGN)) == MANY
        withdrawn = await uow.invitations.of_campaign(LUMEN, CAMPAIGN, {InvitationState.WITHDRAWN})
    assert [(one.id, one.version) for one in withdrawn] == [(one.id, 1) for one in drafts]
