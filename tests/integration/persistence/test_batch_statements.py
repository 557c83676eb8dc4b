"""What a slice of a batch costs: as many statements for one creator as for a hundred, and its look at progress too."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.effects.add_creators import AddCreators
from creatorport.application.ports.creator_status import HANDLES_PER_CALL
from creatorport.application.ports.jobs import WorkOffBatch
from creatorport.application.ports.tiktok_one import CampaignAtTikTok
from creatorport.application.standings import AskStandings
from creatorport.application.use_cases.advance_batch import AdvanceBatch
from creatorport.application.use_cases.invite_creators import InviteCreators, InviteCreatorsCommand
from creatorport.application.use_cases.invite_in_batch import InviteInBatch, InviteInBatchCommand
from creatorport.application.writing import Words
from creatorport.domain.effect import EffectKind
from creatorport.domain.ids import BatchId, CampaignId, CreatorId
from creatorport.domain.invitation_batch import BatchCounts
from creatorport.domain.workspace import Member, Role
from tests.contract.persistence.specimens import AT_TIKTOK, IDA, LUMEN, creator, marketplace, running
from tests.fakes.clock import MovableClock
from tests.fakes.identities import CountingIdentities
from tests.fakes.tiktok import FakeTikTokOne
from tests.integration.cost.counting import statements

MANAGER = Member(IDA, LUMEN, Role.MANAGER)


@pytest.mark.parametrize("many", [1, 100])
async def test_a_slice_takes_as_many_statements_for_one_creator_as_for_a_hundred(
    engine: AsyncEngine, sql_units: SqlUnitsOfWork, many: int
) -> None:
    clock, identities = MovableClock(), CountingIdentities()
    one = FakeTikTokOne(clock)
    standings = AskStandings(sql_units, clock, one.status, timedelta(days=1))
    names = [f"c{number}" for number in range(many)]
    async with sql_units() as uow:
        await uow.campaigns.add(running())
        await uow.creators.put([creator(name) for name in names])
        await uow.commit()
    ids = tuple(CreatorId(f"creator-{name}") for name in names)
    invite = InviteInBatch(sql_units, clock, identities)
    with statements(engine) as made:
        batch = await invite(InviteInBatchCommand(MANAGER, CampaignId("campaign-1"), ids, Words(message="Hi {handle}")))
    advance = AdvanceBatch(sql_units, clock, identities, standings)
    with statements(engine) as slice_:
        await advance(WorkOffBatch(LUMEN, batch))
    async with sql_units() as uow:
        (effect,) = [one for one in await uow.effects.unsettled(timedelta(0)) if one.kind is EffectKind.ADD_CREATORS]
        performer = AddCreators(sql_units, clock, identities, one.campaigns, personal=False)
        with statements(engine) as settled:
            await performer.settle(uow, effect, CampaignAtTikTok("x", AT_TIKTOK, frozenset()))
        assert await uow.batches.counts(LUMEN, BatchId(batch)) == BatchCounts(sent=many)
        await uow.commit()
    assert (len(made), len(slice_), len(settled)) == (7, 25, 4)


@pytest.mark.parametrize("many", [1, 100])
async def test_so_does_inviting_them_in_one_call(engine: AsyncEngine, sql_units: SqlUnitsOfWork, many: int) -> None:
    clock, identities = MovableClock(), CountingIdentities()
    one = FakeTikTokOne(clock)
    async with sql_units() as uow:
        await uow.campaigns.add(running())
        await uow.creators.put([creator(f"c{number}") for number in range(many)])
        await uow.marketplaces.add(replace(marketplace(), token=one.token(marketplace().tto_account_id)))
        await uow.commit()
    for number in range(many):
        one.onboard(f"c{number}")
    ids = tuple(CreatorId(f"creator-c{number}") for number in range(many))
    standings = AskStandings(sql_units, clock, one.status, timedelta(days=1))
    invite = InviteCreators(sql_units, clock, identities, standings)
    with statements(engine) as made:
        invited = await invite(
            InviteCreatorsCommand(MANAGER, CampaignId("campaign-1"), ids, Words(message="Hi {handle}"))
        )
    assert (len(invited.invitation_ids), one.troubles.calls["status.of"]) == (many, -(-many // HANDLES_PER_CALL))
    assert len(made) == 20
