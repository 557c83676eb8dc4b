"""Pausing, resuming, ending, archiving and duplicating: what each step does, and what it means for invitations."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from creatorport.application.use_cases.archive_campaign import ArchiveCampaign, ArchiveCampaignCommand
from creatorport.application.use_cases.cancel_campaign import CancelCampaign, CancelCampaignCommand
from creatorport.application.use_cases.complete_campaign import CompleteCampaign, CompleteCampaignCommand
from creatorport.application.use_cases.create_campaign import CreateCampaign, CreateCampaignCommand
from creatorport.application.use_cases.duplicate_campaign import DuplicateCampaign, DuplicateCampaignCommand
from creatorport.application.use_cases.pause_campaign import PauseCampaign, PauseCampaignCommand
from creatorport.application.use_cases.resume_campaign import ResumeCampaign, ResumeCampaignCommand
from creatorport.application.use_cases.set_currency import SetCurrency, SetCurrencyCommand
from creatorport.application.use_cases.unarchive_campaign import UnarchiveCampaign, UnarchiveCampaignCommand
from creatorport.domain.activity import Activity, Actor
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.errors import (
    CurrencyMismatch,
    IdempotencyConflict,
    InvalidValue,
    NotAllowed,
    NotFound,
    WrongState,
)
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import InvitationState
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from creatorport.domain.timeline import Timeline
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, VIEWER, Stage

STEPS: dict[str, tuple[Any, Any]] = {
    "pause": (PauseCampaign, PauseCampaignCommand),
    "resume": (ResumeCampaign, ResumeCampaignCommand),
    "complete": (CompleteCampaign, CompleteCampaignCommand),
    "cancel": (CancelCampaign, CancelCampaignCommand),
    "archive": (ArchiveCampaign, ArchiveCampaignCommand),
    "unarchive": (UnarchiveCampaign, UnarchiveCampaignCommand),
}


async def step(stage: Stage, verb: str, campaign_id: CampaignId, by: Member = MANAGER, key: str | None = None) -> None:
    use_case, command = STEPS[verb]
    more = [stage.identities] if verb in {"complete", "cancel"} else []
    await use_case(stage.units, stage.clock, *more)(command(by, campaign_id, key))


def verbs(stage: Stage) -> list[str]:
    return [one.verb for one in stage.kept(Activity)]


async def test_a_pause_invites_nobody_and_a_resumption_does_again() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    more = await stage.know("ben")
    await step(stage, "pause", campaign_id)
    assert stage.campaign(campaign_id).state is CampaignState.PAUSED
    assert stage.campaign(campaign_id).is_measured
    with pytest.raises(WrongState):
        await stage.invite(campaign_id, more)
    assert stage.invitation("mara").state is InvitationState.SENT
    await step(stage, "resume", campaign_id, OWNER)
    await stage.invite(campaign_id, more)
    paused, resumed = (one for one in stage.kept(Activity) if one.verb in {"paused", "resumed"})
    assert (paused.actor, dict(paused.facts)) == (Actor.member(MANAGER.id), {"version": 3, "fields": "state"})
    assert (resumed.actor, resumed.verb) == (Actor.member(OWNER.id), "resumed")


@pytest.mark.parametrize(
    ("verb", "state"), [("complete", CampaignState.COMPLETED), ("cancel", CampaignState.CANCELLED)]
)
async def test_the_end_withdraws_what_nobody_answered_and_leaves_what_was_agreed(
    verb: str, state: CampaignState
) -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara", "ben", "zoe", "amy")
    now = stage.clock.now()
    async with stage.units() as uow:
        await uow.invitations.save(stage.invitation("mara").accept(now))
        await uow.invitations.save(stage.invitation("ben").decline(now))
        await uow.invitations.save(stage.invitation("zoe").view(now))
        await uow.commit()
    await step(stage, verb, campaign_id)
    await step(stage, verb, campaign_id)
    assert stage.campaign(campaign_id).state is state
    assert {one: stage.invitation(one).state.value for one in ("mara", "ben", "zoe", "amy")} == {
        "mara": "accepted",
        "ben": "declined",
        "zoe": "withdrawn",
        "amy": "withdrawn",
    }
    (ended,) = (one for one in stage.kept(Activity) if "withdrawn" in one.facts)
    assert (ended.verb, ended.facts["withdrawn"]) == (state.value, 2)
    with pytest.raises(WrongState):
        stage.invitation("amy").accept(now)


async def test_a_cancelled_draft_takes_its_drafts_along() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    await step(stage, "cancel", campaign_id)
    assert stage.invitation("mara").state is InvitationState.WITHDRAWN


@pytest.mark.parametrize("personal", [False, True])
async def test_an_invitation_that_was_on_its_way_at_the_end_reaches_nobody_later(personal: bool) -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara", personal=personal)
    await stage.invite(campaign_id, await stage.know("ben"))
    assert stage.invitation("ben").state is InvitationState.SENDING
    await step(stage, "cancel", campaign_id)
    calls = dict(stage.one.troubles.calls)
    await stage.work(stage.drive(personal=personal))
    ben = stage.invitation("ben")
    assert (ben.state, ben.failure) == (InvitationState.UNDELIVERABLE, "The campaign ended before it was sent.")
    assert stage.one.troubles.calls.get("campaigns.add_creators") == calls.get("campaigns.add_creators")


async def test_an_invitation_whose_answer_was_lost_is_withdrawn_when_it_turns_out_to_have_arrived() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    await stage.invite(campaign_id, await stage.know("ben"))
    stage.one.troubles.lose_answer("campaigns.add_creators")
    job = stage.next_effect()
    assert job is not None
    await stage.drive(personal=False)(job)
    await step(stage, "cancel", campaign_id)
    await stage.work(stage.drive(personal=False))
    ben = stage.invitation("ben")
    assert (ben.state, ben.sent_at is not None) == (InvitationState.WITHDRAWN, True)


async def test_the_personal_messages_of_what_is_withdrawn_are_taken_back_at_tiktok() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara", "ben", personal=True)
    async with stage.units() as uow:
        await uow.invitations.save(stage.invitation("ben").accept(stage.clock.now()))
        await uow.commit()
    cancel = CancelCampaign(stage.units, stage.clock, stage.identities, personal=True)
    await cancel(CancelCampaignCommand(MANAGER, campaign_id))
    await stage.work(stage.drive(personal=True))
    shown = {one.shown.handle.text: one.shown.status.value for one in stage.one.sent.values()}
    assert shown == {"mara": "CANCELLED", "ben": "SENT"}
    assert stage.invitation("mara").state is InvitationState.WITHDRAWN


async def test_a_campaign_is_put_away_and_taken_out_again() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    await step(stage, "archive", campaign_id)
    assert stage.campaign(campaign_id).archived_at == stage.clock.now()
    with pytest.raises(WrongState):
        await stage.invite(campaign_id, await stage.know("mara"))
    await step(stage, "archive", campaign_id)
    await step(stage, "unarchive", campaign_id)
    assert stage.campaign(campaign_id).archived_at is None
    assert verbs(stage) == ["created", "archived", "unarchived"]


@pytest.mark.parametrize("by", [VIEWER, CREATOR], ids=str)
@pytest.mark.parametrize("verb", STEPS)
async def test_those_who_only_look_on_may_take_no_step(verb: str, by: Member) -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    before = dict(stage.storage.records)
    with pytest.raises(NotAllowed):
        await step(stage, verb, campaign_id, by)
    with pytest.raises(NotFound):
        await step(stage, verb, campaign_id, STRANGER)
    assert stage.storage.records == before


async def test_one_key_stands_for_one_step() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    await step(stage, "pause", campaign_id, key="key-1")
    await step(stage, "resume", campaign_id)
    await step(stage, "pause", campaign_id, key="key-1")
    assert stage.campaign(campaign_id).state is CampaignState.ACTIVE
    with pytest.raises(IdempotencyConflict):
        await step(stage, "cancel", campaign_id, key="key-1")


async def planned(stage: Stage, plan: CampaignPlan) -> CampaignId:
    create = CreateCampaign(stage.units, stage.clock, stage.identities)
    return await create(CreateCampaignCommand(MANAGER, "Autumn glow", "Lumen", "Show the lamp.", None, plan))


def duplicating(stage: Stage) -> Callable[[DuplicateCampaignCommand], Awaitable[CampaignId]]:
    return DuplicateCampaign(stage.units, stage.clock, stage.identities)


async def test_a_copy_is_a_draft_with_the_same_texts_and_plan_and_nothing_else() -> None:
    stage = Stage()
    line = Timeline(date(2026, 12, 1), date(2026, 12, 24), "Europe/Berlin")
    plan = CampaignPlan(Money.of(5000, "EUR"), line, products=(Product("Lamp"),))
    model = await planned(stage, plan)
    await stage.invite(model, await stage.know("mara"))
    await step(stage, "cancel", model)
    copy = stage.campaign(await duplicating(stage)(DuplicateCampaignCommand(OWNER, model)))
    assert (copy.name, copy.brand_name, copy.brief) == ("Copy of Autumn glow", "Lumen", "Show the lamp.")
    assert (copy.state, copy.plan, copy.created_by) == (CampaignState.DRAFT, plan, OWNER.id)
    assert [one.campaign_id for one in stage.kept(type(stage.invitation("mara")))] == [model]
    stage.clock.advance(timedelta(days=60))
    later = stage.campaign(await duplicating(stage)(DuplicateCampaignCommand(MANAGER, model, "Spring glow")))
    assert (later.name, later.plan) == ("Spring glow", replace(plan, timeline=None))
    told = stage.kept(Activity)[-1]
    assert (told.verb, told.campaign_id, told.facts["copy_of"]) == ("created", later.id, model)


async def test_a_copy_of_a_long_name_still_has_a_name_and_is_made_once_per_key() -> None:
    stage = Stage()
    model = await stage.draft(name="n" * 100)
    command = DuplicateCampaignCommand(MANAGER, model, None, "key-1")
    ids = await asyncio.gather(*(duplicating(stage)(command) for _ in range(5)))
    assert len(set(ids)) == 1
    assert stage.campaign(ids[0]).name == "Copy of " + "n" * 92
    for by, error in ((VIEWER, NotAllowed), (STRANGER, NotFound)):
        with pytest.raises(error):
            await duplicating(stage)(DuplicateCampaignCommand(by, model))
    assert len(stage.kept(Campaign)) == 2


async def test_an_owner_settles_the_currency_once_and_for_good() -> None:
    stage = Stage()
    settle = SetCurrency(stage.units)
    with pytest.raises(NotAllowed):
        await settle(SetCurrencyCommand(MANAGER, "EUR"))
    with pytest.raises(InvalidValue, match="'EUE' is no currency"):
        await settle(SetCurrencyCommand(OWNER, "EUE"))
    for _ in range(2):
        await settle(SetCurrencyCommand(OWNER, "EUR"))
    with pytest.raises(CurrencyMismatch) as refused:
        await settle(SetCurrencyCommand(OWNER, "USD"))
    assert (refused.value.field, refused.value.expected) == ("currency", "EUR")
    async with stage.units() as uow:
        assert await uow.workspaces.currency(LUMEN) == "EUR"
