"""Changing a campaign: all or nothing, by the rules of its state, and never over what somebody else just did."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from creatorport.application.use_cases.update_campaign import UpdateCampaign, UpdateCampaignCommand
from creatorport.domain.activity import Activity, ActivityKind, Actor
from creatorport.domain.campaign_changes import CampaignChanges
from creatorport.domain.campaign_plan import TeamMember
from creatorport.domain.errors import (
    BudgetExceeded,
    CampaignEdited,
    CurrencyMismatch,
    FieldFrozen,
    InvalidValue,
    NotAllowed,
    NotFound,
)
from creatorport.domain.ids import CampaignId, MemberId
from creatorport.domain.money import Money
from creatorport.domain.terms import Offer, ProposedBy, Terms
from creatorport.domain.workspace import Member
from tests.unit.application.interleaving import InterleavingUnitsOfWork
from tests.unit.application.stage import CREATOR, MANAGER, OWNER, STRANGER, VIEWER, Stage

TEAM = (TeamMember(MemberId("max"), "Lead"),)


async def update(
    stage: Stage, campaign_id: CampaignId, version: int, by: Member = MANAGER, key: str | None = None, **changes: Any
) -> None:
    use_case = UpdateCampaign(InterleavingUnitsOfWork(stage.units), stage.clock, stage.identities)
    await use_case(UpdateCampaignCommand(by, campaign_id, version, CampaignChanges(**changes), key))


async def test_a_change_is_made_counted_and_written_down() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    await update(stage, campaign_id, 0, name="Winter glow", budget=Money.of(5000, "EUR"))
    await update(stage, campaign_id, 1, OWNER, budget=Money.of(6000, "EUR"))
    await update(stage, campaign_id, 2, OWNER, team=TEAM)
    campaign = stage.campaign(campaign_id)
    assert (campaign.name, campaign.plan.budget, campaign.plan.team, campaign.version) == (
        "Winter glow",
        Money.of(6000, "EUR"),
        TEAM,
        3,
    )
    first, second, third = stage.kept(Activity)[1:]
    assert (first.actor, first.kind, first.verb) == (Actor.member(MANAGER.id), ActivityKind.PLAN, "changed")
    assert dict(first.facts) == {
        "version": 1,
        "fields": "name, budget",
        "budget": "5000 EUR",
        "budget_before": None,
    }
    assert (second.facts["budget_before"], second.facts["budget"]) == ("5000 EUR", "6000 EUR")
    assert (third.kind, dict(third.facts)) == (ActivityKind.TEAM, {"version": 3, "fields": "team"})


async def test_what_somebody_else_changed_meanwhile_is_told_and_stays() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    await update(stage, campaign_id, 0, OWNER, brief="Show the moon.")
    await update(stage, campaign_id, 1, MANAGER, budget=Money.of(1, "EUR"), team=TEAM)
    before = stage.campaign(campaign_id)
    with pytest.raises(CampaignEdited) as refused:
        await update(stage, campaign_id, 0, name="Winter glow")
    error = refused.value
    assert (error.campaign_id, error.expected, error.present, error.field) == (campaign_id, 0, 2, "expectedVersion")
    assert (error.fields, error.members) == (("brief", "budget", "team"), (OWNER.id, MANAGER.id))
    assert stage.campaign(campaign_id) == before


async def test_what_tiktok_did_to_it_meanwhile_is_no_conflict() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    await stage.launch(campaign_id)
    seen = stage.campaign(campaign_id).version
    await stage.work(stage.drive(personal=False))
    assert stage.campaign(campaign_id).version > seen
    await update(stage, campaign_id, seen, team=TEAM)
    assert stage.campaign(campaign_id).plan.team == TEAM


async def test_of_many_changes_of_one_version_one_is_made() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    made = await asyncio.gather(
        *(update(stage, campaign_id, 0, brief=f"Brief {number}") for number in range(10)), return_exceptions=True
    )
    assert [type(one) for one in made if one is not None] == [CampaignEdited] * 9
    assert stage.campaign(campaign_id).version == 1


async def test_the_same_change_under_the_same_key_is_made_once_though_its_version_is_old_by_then() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    for _ in range(2):
        await update(stage, campaign_id, 0, key="key-1", brief="Show the moon.")
    assert (stage.campaign(campaign_id).version, len(stage.kept(Activity))) == (1, 2)


async def test_a_change_to_what_it_is_already_is_not_written_down() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    await update(stage, campaign_id, 0, name="Autumn glow")
    assert (stage.campaign(campaign_id).version, len(stage.kept(Activity))) == (0, 1)


@pytest.mark.parametrize("version", [-1, 1, 99])
async def test_a_version_that_it_never_had_is_refused(version: int) -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    with pytest.raises(InvalidValue) as refused:
        await update(stage, campaign_id, version, name="Other")
    assert refused.value.field == "expectedVersion"


async def test_a_budget_holds_what_was_agreed_with_creators() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara", "ben")
    await agree(stage, "mara", "1200.50")
    await agree(stage, "ben", "300")
    version = stage.campaign(campaign_id).version
    with pytest.raises(BudgetExceeded) as refused:
        await update(stage, campaign_id, version, budget=Money.of(1500, "EUR"))
    assert (refused.value.committed, refused.value.field) == ("1500.50 EUR", "budget.amount")
    await update(stage, campaign_id, version, budget=Money.of("1500.50", "EUR"))
    with pytest.raises(CurrencyMismatch) as mismatch:
        await update(stage, campaign_id, version + 1, budget=Money.of(9000, "USD"))
    assert mismatch.value.field == "budget.currency"
    with pytest.raises(FieldFrozen):
        await update(stage, campaign_id, version + 1, name="Other", budget=Money.of(9000, "EUR"))
    assert stage.campaign(campaign_id).plan.budget == Money.of("1500.50", "EUR")


async def test_others_may_not_change_it() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    before = dict(stage.storage.records)
    for by, error in ((VIEWER, NotAllowed), (CREATOR, NotAllowed), (STRANGER, NotFound)):
        with pytest.raises(error):
            await update(stage, campaign_id, 0, by, name="Other")
    assert stage.storage.records == before


async def agree(stage: Stage, handle: str, fee: str) -> None:
    """A creator accepts for a fee."""
    invitation, now = stage.invitation(handle), stage.clock.now()
    offered = replace(invitation, terms=(Terms(1, Offer(Money.of(fee, "EUR")), ProposedBy.BRAND, now),))
    async with stage.units() as uow:
        await uow.invitations.save(offered.accept(now))
        await uow.commit()
