"""Creating, launching and inviting: what a member asks for, once."""

import asyncio
from dataclasses import replace

import pytest

from creatorport.application.creators_named import CREATORS_PER_COMMAND
from creatorport.application.effects.intents import campaign_reference
from creatorport.application.once import KEY_MAX
from creatorport.application.ports.jobs import CaptureCampaign, DriveEffect
from creatorport.application.refused import Refused
from creatorport.application.use_cases.create_campaign import CreateCampaign, CreateCampaignCommand
from creatorport.application.use_cases.invite_creators import InviteCreators, InviteCreatorsCommand, Invited
from creatorport.application.use_cases.launch_campaign import LaunchCampaign, LaunchCampaignCommand
from creatorport.application.writing import Words
from creatorport.domain.campaign import NAME_MAX, Campaign, CampaignState
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.effect import EffectKind, EffectState
from creatorport.domain.errors import (
    CurrencyMismatch,
    FixableBy,
    IdempotencyConflict,
    InvalidValue,
    MarketplaceNotConnected,
    NoCreatorsToLaunch,
    NotAllowed,
    NotFound,
    WrongState,
)
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.money import Money
from creatorport.domain.workspace import Member
from tests.unit.application.interleaving import InterleavingUnitsOfWork
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, UMBRA, VIEWER, Stage

JOIN = Words(message="Join us.")


def creating(stage: Stage) -> CreateCampaign:
    return CreateCampaign(InterleavingUnitsOfWork(stage.units), stage.clock, stage.identities)


def launching(stage: Stage) -> LaunchCampaign:
    return LaunchCampaign(InterleavingUnitsOfWork(stage.units), stage.clock, stage.identities)


def inviting(stage: Stage) -> InviteCreators:
    return InviteCreators(InterleavingUnitsOfWork(stage.units), stage.clock, stage.identities, stage.standings)


def autumn(by: Member = MANAGER, key: str | None = None) -> CreateCampaignCommand:
    return CreateCampaignCommand(by, "Autumn glow", "Lumen", "Show the lamp at dusk.", key)


async def test_a_new_campaign_is_a_draft_of_its_maker() -> None:
    stage = Stage()
    campaign_id = await creating(stage)(autumn(OWNER))
    campaign = stage.campaign(campaign_id)
    assert (campaign.state, campaign.workspace_id, campaign.created_by) == (CampaignState.DRAFT, LUMEN, OWNER.id)
    assert (campaign.name, campaign.brand_name, campaign.brief) == ("Autumn glow", "Lumen", "Show the lamp at dusk.")
    assert campaign.created_at == stage.clock.now()
    assert stage.jobs == []


@pytest.mark.parametrize("by", [VIEWER, CREATOR], ids=str)
async def test_those_who_only_look_on_may_not_create_launch_or_invite(by: Member) -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id, creators = await stage.draft(), await stage.know("mara")
    before = dict(stage.storage.records)
    with pytest.raises(NotAllowed):
        await creating(stage)(autumn(by))
    with pytest.raises(NotAllowed):
        await launching(stage)(LaunchCampaignCommand(by, campaign_id))
    with pytest.raises(NotAllowed):
        await inviting(stage)(InviteCreatorsCommand(by, campaign_id, creators, JOIN))
    assert stage.storage.records == before
    assert stage.jobs == []


async def test_a_campaign_without_a_name_leaves_nothing_behind() -> None:
    stage = Stage()
    with pytest.raises(InvalidValue) as refused:
        await creating(stage)(replace(autumn(key="key-1"), name=" "))
    assert refused.value.field == "name"
    assert stage.storage.records == {}
    await creating(stage)(autumn(key="key-1"))
    assert len(stage.kept(Campaign)) == 1


async def test_the_first_budget_settles_the_workspaces_currency_and_others_have_to_be_of_it() -> None:
    stage = Stage()
    euros, dollars = CampaignPlan(Money.of("5000.50", "EUR")), CampaignPlan(Money.of(1, "USD"))
    campaign_id = await creating(stage)(replace(autumn(), plan=euros))
    assert stage.campaign(campaign_id).plan.budget == Money.of("5000.50", "EUR")
    with pytest.raises(CurrencyMismatch) as refused:
        await creating(stage)(replace(autumn(key="key-1"), plan=dollars))
    assert (refused.value.field, refused.value.expected, refused.value.given) == ("budget.currency", "EUR", "USD")
    assert len(stage.kept(Campaign)) == 1
    await creating(stage)(replace(autumn(STRANGER), plan=dollars))
    assert len(stage.kept(Campaign)) == 2


async def test_the_same_key_and_request_create_one_campaign() -> None:
    stage = Stage()
    first = await creating(stage)(autumn(key="key-1"))
    assert await creating(stage)(autumn(key="key-1")) == first
    assert [campaign.id for campaign in stage.kept(Campaign)] == [first]


async def test_the_same_key_at_the_same_time_creates_one_campaign() -> None:
    stage = Stage()
    ids = await asyncio.gather(*(creating(stage)(autumn(key="key-1")) for _ in range(20)))
    assert len(set(ids)) == len(stage.kept(Campaign)) == 1


async def test_without_a_key_each_request_is_a_campaign_of_its_own() -> None:
    stage = Stage()
    assert await creating(stage)(autumn()) != await creating(stage)(autumn())


@pytest.mark.parametrize(
    "other",
    [
        replace(autumn(key="key-1"), brief="Another."),
        replace(autumn(key="key-1"), name="Spring glow"),
        autumn(OWNER, key="key-1"),
        LaunchCampaignCommand(MANAGER, CampaignId("id-000001"), "key-1"),
        InviteCreatorsCommand(MANAGER, CampaignId("id-000001"), (CreatorId("id-000009"),), JOIN, "key-1"),
    ],
    ids=["brief", "name", "member", "launch", "invite"],
)
async def test_the_same_key_with_another_request_is_a_conflict(
    other: CreateCampaignCommand | LaunchCampaignCommand | InviteCreatorsCommand,
) -> None:
    stage = Stage()
    await creating(stage)(autumn(key="key-1"))
    before = dict(stage.storage.records)
    with pytest.raises(IdempotencyConflict) as refused:
        await _ask(stage, other)
    assert (refused.value.key, refused.value.field) == ("key-1", "idempotencyKey")
    assert stage.storage.records == before


async def _ask(stage: Stage, command: CreateCampaignCommand | LaunchCampaignCommand | InviteCreatorsCommand) -> None:
    match command:
        case CreateCampaignCommand():
            await creating(stage)(command)
        case LaunchCampaignCommand():
            await launching(stage)(command)
        case InviteCreatorsCommand():
            await inviting(stage)(command)


async def test_keys_belong_to_their_workspace() -> None:
    stage = Stage()
    mine, theirs = await creating(stage)(autumn(key="key-1")), await creating(stage)(autumn(STRANGER, key="key-1"))
    assert stage.campaign(mine).workspace_id == LUMEN
    assert stage.campaign(theirs).workspace_id == UMBRA


@pytest.mark.parametrize("key", ["", "  ", "k" * (KEY_MAX + 1)], ids=["empty", "blank", "too long"])
async def test_a_key_is_a_text_of_a_sensible_length(key: str) -> None:
    stage = Stage()
    with pytest.raises(InvalidValue) as refused:
        await creating(stage)(autumn(key=key))
    assert refused.value.field == "idempotencyKey"
    assert stage.storage.records == {}


async def test_launching_hands_the_draft_and_its_creators_over_in_one_step() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    invited = await stage.invite(campaign_id, await stage.know("mara", "ben"))
    await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id))
    campaign = stage.campaign(campaign_id)
    assert campaign.state is CampaignState.SUBMITTING
    assert {one.state for one in stage.kept(Invitation)} == {InvitationState.SENDING}
    (effect,) = stage.effects()
    assert (effect.kind, effect.state, effect.subject) == (
        EffectKind.LAUNCH_CAMPAIGN,
        EffectState.INTENDED,
        campaign_id,
    )
    assert effect.request == {"invitation_ids": list(invited.invitation_ids)}
    assert effect.reference == campaign_reference(campaign)
    assert stage.jobs == [DriveEffect(LUMEN, effect.id)]
    assert stage.one.troubles.calls == {"status.of": 1}  # who was invited, and nothing since


def test_a_reference_ends_the_name_and_stays_within_tiktoks_bounds() -> None:
    campaign = Campaign(
        CampaignId("0199a7c2-5d1e-7a3b-8c4d-0123456789ab"),
        LUMEN,
        "n" * NAME_MAX,
        "Lumen",
        "",
        CampaignState.DRAFT,
        MANAGER.id,
        Stage().clock.now(),
    )
    assert campaign_reference(campaign) == "n" * NAME_MAX + " [cp-0123456789ab]"
    assert len(campaign_reference(campaign)) <= 120


async def test_a_campaign_of_nobody_is_not_launched() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    with pytest.raises(NoCreatorsToLaunch):
        await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id, "key-1"))
    assert stage.campaign(campaign_id).state is CampaignState.DRAFT
    assert stage.effects() == []
    await stage.invite(campaign_id, await stage.know("mara"))
    await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id, "key-1"))
    assert stage.campaign(campaign_id).state is CampaignState.SUBMITTING


async def test_a_launch_needs_the_workspaces_tiktok_one_account() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    await stage.connect_marketplace(UMBRA)
    with pytest.raises(MarketplaceNotConnected) as refused:
        await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id))
    assert refused.value.fixable_by is FixableBy.MEMBER
    assert stage.campaign(campaign_id).state is CampaignState.DRAFT
    assert {one.state for one in stage.kept(Invitation)} == {InvitationState.DRAFT}
    assert stage.jobs == []


async def test_launching_again_while_tiktoks_answer_is_open_changes_nothing() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    for _ in range(3):
        await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id))
    assert len(stage.effects()) == 1
    assert stage.jobs == [DriveEffect(LUMEN, stage.effects()[0].id)]


async def test_launching_twenty_times_at_once_launches_once() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    await asyncio.gather(*(launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id)) for _ in range(20)))
    await stage.work(stage.drive(personal=False))
    assert len(stage.effects()) == len(stage.one.made) == 1


async def test_what_runs_cannot_be_launched_except_by_a_repeat_of_its_own_request() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id, "key-1"))
    await stage.work(stage.drive(personal=False))
    await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id, "key-1"))
    with pytest.raises(WrongState) as refused:
        await launching(stage)(LaunchCampaignCommand(MANAGER, campaign_id))
    assert (refused.value.state, refused.value.verb) == ("active", "launch")
    assert len(stage.one.made) == 1


async def test_invitations_into_a_draft_wait_for_the_launch() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    mara, ben = await stage.know("mara", "ben")
    invited = await inviting(stage)(
        InviteCreatorsCommand(
            MANAGER, campaign_id, (mara, ben), Words(message="Dear {display_name} (@{handle}), join us.")
        )
    )
    first, second = stage.kept(Invitation)
    assert invited == Invited((first.id, second.id), ())
    assert (first.creator_id, first.message) == (mara, "Dear Mara (@mara), join us.")
    assert (second.creator_id, second.message) == (ben, "Dear Ben (@ben), join us.")
    assert {one.state for one in (first, second)} == {InvitationState.DRAFT}
    assert (stage.effects(), stage.jobs) == ([], [])


async def test_invitations_into_a_running_campaign_go_out_at_once() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    invited = await stage.invite(campaign_id, await stage.know("ben"))
    effect = stage.effects()[-1]
    assert stage.invitation("ben").state is InvitationState.SENDING
    assert (effect.kind, effect.request) == (
        EffectKind.ADD_CREATORS,
        {"invitation_ids": list(invited.invitation_ids)},
    )
    assert stage.jobs == [CaptureCampaign(LUMEN, campaign_id), DriveEffect(LUMEN, effect.id)]


async def test_one_who_cannot_be_invited_does_not_hold_up_the_others() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    mara, ben = await stage.know("mara", "ben")
    (theirs,) = await stage.know("ulla", workspace_id=UMBRA)
    await stage.invite(campaign_id, [mara])
    invited = await stage.invite(campaign_id, [CreatorId("nobody"), mara, ben, ben, theirs])
    assert invited.invitation_ids == (stage.invitation("ben").id,)
    assert [(refused.code, refused.field) for refused in invited.refusals] == [
        ("NOT_FOUND", "creatorIds.0"),
        ("ALREADY_INVITED", "creatorIds.1"),
        ("ALREADY_INVITED", "creatorIds.3"),
        ("NOT_FOUND", "creatorIds.4"),
    ]
    assert invited.refusals[1].message == "@mara has a live invitation to this campaign."
    assert len(stage.kept(Invitation)) == 2


async def test_when_nobody_can_be_invited_nothing_is_intended() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    before = stage.effects()
    invited = await stage.invite(campaign_id, [CreatorId("nobody"), stage.invitation("mara").creator_id])
    assert (invited.invitation_ids, len(invited.refusals)) == ((), 2)
    assert stage.effects() == before


async def test_a_repeat_of_an_invitation_returns_the_same_result_refusals_included() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    command = InviteCreatorsCommand(
        MANAGER,
        campaign_id,
        (CreatorId("nobody"), stage.invitation("mara").creator_id, *await stage.know("ben")),
        JOIN,
        "key-1",
    )
    first = await inviting(stage)(command)
    assert await inviting(stage)(command) == first
    assert len(first.invitation_ids) == 1
    assert len(first.refusals) == 2
    assert len(stage.kept(Invitation)) == 2
    assert [effect.kind for effect in stage.effects()] == [EffectKind.LAUNCH_CAMPAIGN, EffectKind.ADD_CREATORS]


async def test_the_same_invitation_twenty_times_at_once_goes_out_once() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    command = InviteCreatorsCommand(MANAGER, campaign_id, await stage.know("ben"), JOIN, "key-1")
    outcomes = await asyncio.gather(*(inviting(stage)(command) for _ in range(20)))
    assert {outcome.invitation_ids for outcome in outcomes} == {(stage.invitation("ben").id,)}
    await stage.work(stage.drive(personal=True))
    assert [sent.facts.handle.key for sent in stage.one.sent.values()] == ["ben"]


async def test_two_members_who_invite_the_same_creator_at_once_leave_one_live_invitation() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    creators = await stage.know("ben")
    outcomes = await asyncio.gather(
        *(inviting(stage)(InviteCreatorsCommand(by, campaign_id, creators, JOIN)) for by in (MANAGER, OWNER))
    )
    assert sorted(len(outcome.invitation_ids) for outcome in outcomes) == [0, 1]
    assert sorted(len(outcome.refusals) for outcome in outcomes) == [0, 1]
    assert len(stage.kept(Invitation)) == 1


@pytest.mark.parametrize("ended", ["decline", "expire", "withdraw"])
async def test_one_whose_invitation_ended_may_be_invited_again(ended: str) -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara", personal=True)
    first = stage.invitation("mara")
    async with stage.units() as uow:
        await uow.invitations.save(getattr(first, ended)(stage.clock.now()))
        await uow.commit()
    stage.one.sent.clear()
    again = await stage.invite(campaign_id, [first.creator_id])
    assert (len(again.invitation_ids), again.refusals) == (1, ())
    await stage.work(stage.drive(personal=True))
    second = stage.invitation("mara")
    assert (second.id, second.state) == (again.invitation_ids[0], InvitationState.SENT)
    assert second.tiktok_id not in (None, first.tiktok_id)


@pytest.mark.parametrize("many", [0, CREATORS_PER_COMMAND + 1])
async def test_one_to_a_hundred_creators_are_invited_at_once(many: int) -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    with pytest.raises(InvalidValue) as refused:
        await stage.invite(campaign_id, [CreatorId(f"creator-{number}") for number in range(many)])
    assert refused.value.field == "creatorIds"
    assert stage.kept(Invitation) == []


async def test_exactly_a_hundred_are_taken() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    ids = await stage.know(*(f"creator{number}" for number in range(CREATORS_PER_COMMAND)))
    invited = await stage.invite(campaign_id, ids)
    assert (len(invited.invitation_ids), invited.refusals) == (100, ())


@pytest.mark.parametrize(
    "message", ["", "x" * 2001, "{display_name}" * 1000], ids=["empty", "long", "long when filled"]
)
async def test_a_message_that_cannot_be_sent_invites_nobody(message: str) -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    with pytest.raises(InvalidValue) as refused:
        await inviting(stage)(
            InviteCreatorsCommand(MANAGER, campaign_id, await stage.know("mara"), Words(message=message))
        )
    assert refused.value.field == "message"
    assert stage.kept(Invitation) == []


async def test_while_tiktoks_answer_is_open_nobody_is_invited() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    await stage.launch(campaign_id)
    with pytest.raises(WrongState) as refused:
        await stage.invite(campaign_id, await stage.know("ben"))
    assert (refused.value.state, refused.value.verb) == ("submitting", "invite creators")
    assert len(stage.kept(Invitation)) == 1


async def test_another_workspaces_campaign_is_not_there_and_stays_as_it_is() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    await stage.connect_marketplace(UMBRA)
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    theirs = await stage.know("ulla", workspace_id=UMBRA)
    before = dict(stage.storage.records)
    with pytest.raises(NotFound) as launch:
        await launching(stage)(LaunchCampaignCommand(STRANGER, campaign_id, "key-1"))
    with pytest.raises(NotFound) as invite:
        await inviting(stage)(InviteCreatorsCommand(STRANGER, campaign_id, theirs, JOIN, "key-2"))
    unknown = NotFound("campaign", campaign_id)
    assert launch.value.message == invite.value.message == unknown.message
    assert stage.storage.records == before
    assert stage.jobs == []


def test_a_kept_refusal_is_the_same_when_it_is_read_again() -> None:
    refused = Refused("NOT_FOUND", "There is no creator x.", "creatorIds.0", FixableBy.CALLER)
    assert Refused.from_json(refused.to_json()) == refused
    with pytest.raises(TypeError):
        Refused.from_json({"code": "NOT_FOUND"})
