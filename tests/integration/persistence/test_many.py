"""More at once than one statement of PostgreSQL takes values: 65,535."""

import pytest

from creatorport.adapters.persistence import transaction
from creatorport.adapters.persistence.rows import Row
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.domain.deliverable import owed
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import InvitationState
from tests.contract.persistence.specimens import LUMEN, campaign, creator, invitation, later

CAMPAIGN = CampaignId("campaign-1")
NAMES = [f"creator{number}" for number in range(6)]


@pytest.fixture
async def units(sql_units: SqlUnitsOfWork, monkeypatch: pytest.MonkeyPatch) -> SqlUnitsOfWork:
    """A campaign with more invitations than one statement is given."""
    monkeypatch.setattr(transaction, "_AT_ONCE", 4)
    async with sql_units() as uow:
        await uow.campaigns.add(campaign())
        await uow.creators.put([creator(name) for name in NAMES])
        await uow.invitations.add([invitation(f"i-{name}", name) for name in NAMES])
        await uow.commit()
    return sql_units


def test_no_statement_is_given_more_values_than_it_takes() -> None:
    widest = max(len(table.columns) for table in Row.metadata.tables.values())
    assert widest * transaction._AT_ONCE < 65_535


async def test_what_is_owed_is_added_in_parts(units: SqlUnitsOfWork) -> None:
    async with units() as uow:
        seen = await uow.invitations.of_campaign(LUMEN, CAMPAIGN, {InvitationState.DRAFT})
        made = [each for one in seen for each in owed(one.send(later(1)).accept(later(2)), later(2))]
        await uow.deliverables.add_missing(made)
        await uow.commit()
    async with units() as uow:
        assert len(await uow.deliverables.of_campaign(LUMEN, CAMPAIGN)) == len(made) == 6


async def test_what_is_saved_in_parts_is_saved_as_a_whole(units: SqlUnitsOfWork) -> None:
    async with units() as uow:
        seen = await uow.invitations.of_campaign(LUMEN, CAMPAIGN, {InvitationState.DRAFT})
        await uow.invitations.save_all([one.withdraw(later(1)) for one in seen])
        await uow.commit()
    async with units() as uow:
        withdrawn = await uow.invitations.of_campaign(LUMEN, CAMPAIGN, {InvitationState.WITHDRAWN})
    assert [(one.id, one.version) for one in withdrawn] == [(one.id, 1) for one in seen]
