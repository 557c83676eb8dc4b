"""Who did what: one entry for each thing that was done, in the same transaction."""

from creatorport.application.use_cases.invite_creators import InviteCreators, InviteCreatorsCommand
from creatorport.application.writing import Words
from creatorport.domain.activity import TIKTOK, Activity, ActivityKind, Actor, Fact
from tests.unit.application.stage import MANAGER, OWNER, Stage

BY_MANAGER, BY_OWNER = Actor.member(MANAGER.id), Actor.member(OWNER.id)
Told = tuple[Actor, ActivityKind, str, dict[str, Fact]]


def told(stage: Stage) -> list[Told]:
    return [(one.actor, one.kind, one.verb, dict(one.facts)) for one in stage.kept(Activity)]


async def test_the_way_of_a_campaign_is_written_down_step_by_step() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft(OWNER)
    await stage.invite(campaign_id, await stage.know("mara", "ben"))
    await stage.launch(campaign_id)
    await stage.launch(campaign_id)
    await stage.work(stage.drive(personal=False))
    assert told(stage) == [
        (BY_OWNER, ActivityKind.CAMPAIGN, "created", {}),
        (BY_MANAGER, ActivityKind.INVITATION, "invited", {"creators": 2}),
        (BY_MANAGER, ActivityKind.CAMPAIGN, "launched", {"invitations": 2}),
        (TIKTOK, ActivityKind.CAMPAIGN, "confirmed", {}),
    ]
    assert {one.campaign_id for one in stage.kept(Activity)} == {campaign_id}


async def test_what_was_refused_is_not_written_down_and_repeats_count_once() -> None:
    stage = Stage()
    campaign_id = await stage.draft()
    creators = await stage.know("mara")
    invite = InviteCreators(stage.units, stage.clock, stage.identities, stage.standings)
    for _ in range(2):
        await invite(InviteCreatorsCommand(MANAGER, campaign_id, creators, Words(message="Join us."), "key-1"))
    await stage.invite(campaign_id, creators)
    assert [verb for _, _, verb, _ in told(stage)] == ["created", "invited"]


async def test_what_tiktok_would_not_have_is_written_down() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara"))
    await stage.launch(campaign_id)
    stage.one.troubles.refuse("campaigns.create")
    await stage.work(stage.drive(personal=False))
    assert told(stage)[-1] == (TIKTOK, ActivityKind.CAMPAIGN, "rejected", {})
