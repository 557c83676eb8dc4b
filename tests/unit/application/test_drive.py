"""How an effect at TikTok comes to its end, whatever the call and the look-ups after it come to."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import pytest

from creatorport.application.creators_named import CREATORS_PER_COMMAND
from creatorport.application.effects.added_creators import UNKNOWN_TO_TIKTOK_ONE
from creatorport.application.effects.drive import PROOFS, Drive
from creatorport.application.effects.intents import CREATORS_PER_CALL
from creatorport.application.ports.jobs import CaptureCampaign, DriveEffect
from creatorport.application.ports.tiktok_one import Access, AnswerStatus, CampaignAtTikTok, NewCampaign
from creatorport.application.use_cases.resume_work import ResumeWork
from creatorport.domain.campaign import CampaignState
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.errors import ConcurrentChange, MarketplaceNotConnected
from creatorport.domain.handle import Handle
from creatorport.domain.ids import EffectId
from creatorport.domain.invitation import Delivery, Invitation, InvitationState
from tests.fakes.clock import START
from tests.fakes.tiktok import FakeTikTokOne, Troubles
from tests.fakes.tiktok_marketplace import FakeCampaigns
from tests.unit.application.stage import LUMEN, SETTLE_AFTER, Stage

Order = Callable[[Troubles, str], None]


@dataclass(frozen=True)
class Ending:
    """One way a call can end. `sent` is how often it then reaches TikTok in all, `looked` whether TikTok is asked."""

    order: Order
    sent: int
    looked: bool


ENDINGS: Final[Mapping[str, Ending]] = {
    "answered": Ending(lambda _, __: None, 1, looked=False),
    "answer lost": Ending(Troubles.lose_answer, 1, looked=True),
    "request lost": Ending(Troubles.lose_request, 2, looked=True),
    "throttled": Ending(Troubles.throttle, 2, looked=False),
    "unreachable": Ending(Troubles.unreachable, 1, looked=False),
    "token rejected": Ending(Troubles.reject_token, 2, looked=False),
}

LOOK_UPS: Final[Mapping[str, Order]] = {
    "answered": lambda _, __: None,
    "answer lost": Troubles.lose_answer,
    "throttled": Troubles.throttle,
    "unreachable": Troubles.unreachable,
    "refused": Troubles.refuse,
    "token rejected": Troubles.reject_token,
    "lost twice": lambda troubles, name: troubles.lose_answer(name, times=2),
}

CALLS: Final[Mapping[EffectKind, tuple[str, str]]] = {
    EffectKind.LAUNCH_CAMPAIGN: ("campaigns.create", "campaigns.find_by_name"),
    EffectKind.ADD_CREATORS: ("campaigns.add_creators", "campaigns.read"),
    EffectKind.SEND_INVITATION: ("invitations.send", "invitations.of_campaign"),
}


async def staged(kind: EffectKind) -> Stage:
    """A stage on which an effect of this kind, for the creator ben, is about to be driven."""
    stage = Stage()
    if kind is EffectKind.LAUNCH_CAMPAIGN:
        await stage.connect_marketplace()
        campaign_id = await stage.draft()
        await stage.invite(campaign_id, await stage.know("ben"))
        await stage.launch(campaign_id)
        return stage
    campaign_id = await stage.active_campaign("mara")
    await stage.invite(campaign_id, await stage.know("ben"))
    if kind is EffectKind.SEND_INVITATION:
        job = next(job for job in stage.jobs if isinstance(job, DriveEffect))
        stage.storage.jobs = [waiting for waiting in stage.storage.jobs if waiting.job != job]
        await stage.drive(personal=True)(job)
    return stage


async def work_and_reconnect(stage: Stage, *, personal: bool) -> None:
    """Drive to the end; the brand connects again whenever its token was rejected."""
    drive = stage.drive(personal=personal)
    for _ in range(40):
        job = stage.next_effect()
        if job is None:
            return
        await drive(job)
        market = stage.marketplace()
        if market.cause is not None:
            async with stage.units() as uow:
                again = market.reconnect(
                    name="Lumen",
                    token=stage.one.token(market.tto_account_id),
                    by=market.connected_by,
                    now=stage.clock.now(),
                )
                await uow.marketplaces.save(again)
                await uow.commit()
    raise AssertionError("the effect never comes to rest")


@pytest.mark.parametrize("looking", LOOK_UPS)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", CALLS)
async def test_whatever_a_call_and_its_look_ups_come_to_it_is_done_once(
    kind: EffectKind, ending: str, looking: str
) -> None:
    stage = await staged(kind)
    call, look_up = CALLS[kind]
    stage.one.troubles = Troubles()
    ENDINGS[ending].order(stage.one.troubles, call)
    LOOK_UPS[looking](stage.one.troubles, look_up)
    await work_and_reconnect(stage, personal=kind is EffectKind.SEND_INVITATION)
    assert stage.effects()[-1].kind is kind
    assert {effect.state for effect in stage.effects()} == {EffectState.DONE}
    assert stage.effects()[-1].trouble is None
    assert stage.one.troubles.calls[call] == ENDINGS[ending].sent
    assert (stage.one.troubles.calls[look_up] > 0) is ENDINGS[ending].looked or looking == "unreachable"
    assert stage.invitation("ben").state is InvitationState.SENT
    (made,) = stage.one.made.values()
    if kind is EffectKind.SEND_INVITATION:
        assert [sent.facts.handle.key for sent in stage.one.sent.values()] == ["ben"]
    else:
        assert [handle.key for handle in made.notified].count("ben") == 1


@pytest.mark.parametrize("kind", CALLS)
async def test_a_definite_no_is_believed_at_once_and_told_to_the_one_who_invited(kind: EffectKind) -> None:
    stage = await staged(kind)
    call, look_up = CALLS[kind]
    stage.one.troubles = Troubles()
    stage.one.troubles.refuse(call, message="the brand is not verified")
    await stage.work(stage.drive(personal=True))
    effect = stage.effects()[-1]
    assert (effect.state, effect.trouble) == (EffectState.FAILED, "the brand is not verified")
    assert stage.one.troubles.calls[call] == 1
    assert stage.one.troubles.calls[look_up] == 0
    invitation = stage.invitation("ben")
    assert (invitation.state, invitation.failure) == (InvitationState.UNDELIVERABLE, "the brand is not verified")


async def test_a_refused_launch_rejects_the_campaign_with_tiktoks_reason() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.troubles.refuse("campaigns.create", message="the brand is not verified")
    await stage.work(stage.drive(personal=False))
    campaign = stage.campaign(stage.invitation("ben").campaign_id)
    assert (campaign.state, campaign.rejection) == (CampaignState.REJECTED, "the brand is not verified")
    assert campaign.at_tiktok is None
    assert stage.jobs == []


async def test_a_refused_addition_leaves_the_campaign_and_the_others_alone() -> None:
    stage = await staged(EffectKind.ADD_CREATORS)
    stage.one.troubles.refuse("campaigns.add_creators")
    await stage.work(stage.drive(personal=False))
    assert stage.campaign(stage.invitation("ben").campaign_id).state is CampaignState.ACTIVE
    assert stage.invitation("mara").state is InvitationState.SENT


async def test_a_creator_whom_tiktok_one_does_not_take_fails_alone() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    ghosts = await stage.know("ghost", abroad=True)
    await stage.invite(campaign_id, [*await stage.know("mara"), *ghosts])
    await stage.launch(campaign_id)
    await stage.work(stage.drive(personal=False))
    assert stage.campaign(campaign_id).state is CampaignState.ACTIVE
    assert stage.invitation("mara").state is InvitationState.SENT
    ghost = stage.invitation("ghost")
    assert (ghost.state, ghost.failure) == (InvitationState.UNDELIVERABLE, UNKNOWN_TO_TIKTOK_ONE)


async def test_absence_is_proved_by_several_look_ups_each_after_a_wait() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.troubles.lose_request("campaigns.create")
    drive, began = stage.drive(personal=False), stage.clock.now()
    seen = []
    while (job := stage.next_effect()) is not None:
        await drive(job)
        (effect,) = stage.effects()
        seen.append((effect.state, effect.calls, effect.look_ups, stage.clock.now() - began))
    assert PROOFS == 3
    assert seen == [
        (EffectState.UNKNOWN, 1, 0, 0 * SETTLE_AFTER),
        (EffectState.UNKNOWN, 1, 1, 1 * SETTLE_AFTER),
        (EffectState.UNKNOWN, 1, 2, 2 * SETTLE_AFTER),
        (EffectState.INTENDED, 1, 0, 3 * SETTLE_AFTER),
        (EffectState.DONE, 2, 0, 3 * SETTLE_AFTER),
    ]


async def waits_of(stage: Stage, drive: Drive, times: int) -> list[float]:
    """Drive so often; return the seconds before each time."""
    waits = []
    for _ in range(times):
        (waiting,) = [one for one in stage.storage.jobs if isinstance(one.job, DriveEffect)]
        waits.append((waiting.after or timedelta(0)).total_seconds())
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    return waits


def grows(waits: Sequence[float], longest: float) -> bool:
    """Whether each wait is up to twice as long as the last, cut by up to a half, and none beyond the longest."""
    full = [min(15.0 * 2**step, longest) for step in range(len(waits))]
    return all(most / 2 <= wait <= most for wait, most in zip(waits, full, strict=True))


async def test_a_look_up_that_is_refused_is_asked_ever_less_and_ends_with_tiktoks_word_alone() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.troubles.lose_answer("campaigns.create")
    stage.one.troubles.refuse("campaigns.find_by_name", message="no permission", times=14)
    drive = stage.drive(personal=False)
    waits = await waits_of(stage, drive, 15)
    (effect,) = stage.effects()
    assert (effect.state, effect.trouble, effect.refusals) == (EffectState.UNKNOWN, "no permission", 14)
    assert grows(waits[2:], 21_600.0)
    async with stage.units() as uow:
        assert await uow.effects.withheld() == [effect]
    await stage.work(drive)
    (effect,) = stage.effects()
    assert (effect.state, effect.calls, effect.refusals) == (EffectState.DONE, 1, 0)
    assert len(stage.one.made) == 1


@pytest.mark.parametrize("trouble", ["unreachable", "lose_answer"])
async def test_while_tiktok_is_away_it_is_asked_ever_less_but_every_quarter_of_an_hour(trouble: str) -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.troubles.lose_answer("campaigns.create")
    getattr(stage.one.troubles, trouble)("campaigns.find_by_name", times=10)
    drive = stage.drive(personal=False)
    waits = await waits_of(stage, drive, 11)
    (effect,) = stage.effects()
    (waiting,) = [one for one in stage.storage.jobs if isinstance(one.job, DriveEffect)]
    assert (effect.state, effect.silences, effect.refusals) == (EffectState.UNKNOWN, 10, 0)
    assert waiting.after is not None
    assert effect.next_at == stage.clock.now() + waiting.after
    assert grows([*waits[2:], waiting.after.total_seconds()], 900.0)
    assert len(set(waits[-3:])) == 3
    async with stage.units() as uow:
        assert await uow.effects.withheld() == []
    await stage.work(drive)
    (effect,) = stage.effects()
    assert (effect.state, effect.calls, effect.silences, effect.next_at) == (EffectState.DONE, 1, 0, None)
    assert len(stage.one.made) == 1


async def test_what_is_undecided_says_that_the_brand_has_to_connect_first() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.troubles.lose_answer("campaigns.create")
    drive = stage.drive(personal=False)
    await waits_of(stage, drive, 1)
    stage.one.tokens.clear()
    await waits_of(stage, drive, 2)
    (effect,) = stage.effects()
    assert (effect.state, effect.trouble) == (EffectState.UNKNOWN, MarketplaceNotConnected().message)
    assert effect.next_at == stage.clock.now() + timedelta(minutes=5)


async def test_a_call_whose_process_died_is_undecided_although_the_brand_is_not_connected_any_more() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    (effect,) = stage.effects()
    account = stage.marketplace()
    async with stage.units() as uow:
        await uow.effects.save(effect.call(stage.clock.now()))
        await uow.marketplaces.save(account.lose_token("revoked"))
        await uow.commit()
    await waits_of(stage, stage.drive(personal=False), 1)
    (effect,) = stage.effects()
    assert (effect.state, effect.trouble) == (EffectState.UNKNOWN, "the process ended while it waited for TikTok")
    assert stage.one.made == {}


async def test_refusals_between_two_looks_that_showed_nothing_count_from_the_last_look() -> None:
    seen = (
        Effect.intend(EffectId("e"), LUMEN, EffectKind.ADD_CREATORS, subject="s", reference="r", request={}, now=START)
        .call(START)
        .lose("no answer")
        .stay_unknown("no")
        .miss("away")
        .stay_unknown("no")
    )
    assert (seen.refusals, seen.looked_up().refusals, seen.looked_up().stay_unknown("no").refusals) == (2, 0, 1)
    assert (seen.prove_absent().refusals, seen.succeed(START).refusals) == (0, 0)
    assert (seen.silences, seen.looked_up().silences, seen.prove_absent().silences) == (1, 0, 0)


@pytest.mark.parametrize("delay", [0, 60, 61, 120, 180])
async def test_what_tiktok_shows_late_is_found_and_not_made_again(delay: int) -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.visible_after = timedelta(seconds=delay)
    stage.one.troubles.lose_answer("campaigns.create")
    await stage.work(stage.drive(personal=False))
    assert len(stage.one.made) == 1
    assert stage.invitation("ben").state is InvitationState.SENT


async def test_a_limit_is_waited_out_as_long_as_tiktok_says() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.troubles.throttle("campaigns.create", retry_after=300)
    before = stage.clock.now()
    await stage.work(stage.drive(personal=False))
    assert stage.clock.now() - before == timedelta(seconds=300)
    assert len(stage.one.made) == 1


async def test_a_dead_token_is_noted_once_and_nothing_is_called_until_the_brand_connects_again() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    stage.one.tokens.clear()
    drive = stage.drive(personal=False)
    for _ in range(5):
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    assert stage.marketplace().cause == "Access token is incorrect or has been revoked."
    assert stage.one.troubles.calls["campaigns.create"] == 1
    (effect,) = stage.effects()
    assert (effect.state, effect.calls) == (EffectState.INTENDED, 1)
    assert len([job for job in stage.jobs if isinstance(job, DriveEffect)]) == 1


async def test_the_rejection_of_an_old_token_does_not_condemn_its_successor() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    drive, job = stage.drive(personal=False), stage.next_effect()
    assert job is not None
    market, fresh = stage.marketplace(), stage.one.token("7400000000000000001")
    create = stage.one.campaigns.create

    async def reconnected_meanwhile(*args: object) -> object:
        stage.one.tokens.pop(market.token.reveal())
        async with stage.units() as uow:
            await uow.marketplaces.save(
                market.reconnect(name="Lumen", token=fresh, by=market.connected_by, now=stage.clock.now())
            )
            await uow.commit()
        return await create(*args)  # type: ignore[arg-type]  # passed on as they came

    stage.one.campaigns.create = reconnected_meanwhile  # type: ignore[assignment,method-assign]  # for one call
    await drive(job)
    stage.one.campaigns.create = create  # type: ignore[method-assign]  # as it was
    assert stage.marketplace().cause is None
    await stage.work(drive)
    assert stage.campaign(stage.invitation("ben").campaign_id).state is CampaignState.ACTIVE


async def test_a_campaign_of_more_creators_than_one_call_takes_goes_out_in_several() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    handles = [f"creator{number:03d}" for number in range(2 * CREATORS_PER_CALL + 5)]
    ids = await stage.know(*handles)
    for start in range(0, len(ids), CREATORS_PER_COMMAND):
        await stage.invite(campaign_id, ids[start : start + CREATORS_PER_COMMAND])
    await stage.launch(campaign_id)
    await stage.work(stage.drive(personal=False))
    (made,) = stage.one.made.values()
    assert sorted(handle.key for handle in made.notified) == handles
    assert len(made.facts.handles) == CREATORS_PER_CALL
    assert [effect.kind for effect in stage.effects()] == [
        EffectKind.LAUNCH_CAMPAIGN,
        EffectKind.ADD_CREATORS,
        EffectKind.ADD_CREATORS,
    ]
    assert {invitation.state for invitation in stage.kept(Invitation)} == {InvitationState.SENT}


async def test_with_personal_messages_tiktoks_own_notice_stays_off() -> None:
    stage = Stage()
    await stage.active_campaign("mara", personal=True)
    (made,) = stage.one.made.values()
    (sent,) = stage.one.sent.values()
    assert made.notified == []
    assert sent.facts.message == "Dear Mara, join us."
    assert stage.invitation("mara").tiktok_id == sent.shown.tiktok_id


async def test_a_creator_who_answered_before_tiktok_refused_the_addition_keeps_the_answer() -> None:
    stage = await staged(EffectKind.ADD_CREATORS)
    stage.one.troubles.refuse("campaigns.add_creators", message="already there")
    async with stage.units() as uow:
        await uow.invitations.save(stage.invitation("ben").accept(stage.clock.now()))
        await uow.commit()
    await stage.work(stage.drive(personal=False))
    assert stage.effects()[-1].state is EffectState.FAILED
    assert stage.invitation("ben").state is InvitationState.ACCEPTED


async def test_an_addition_that_never_left_is_not_believed_for_the_sake_of_a_creator_who_was_there_before() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    async with stage.units() as uow:
        await uow.invitations.save(stage.invitation("mara").decline(stage.clock.now()))
        await uow.commit()
    mara = stage.invitation("mara").creator_id
    await stage.invite(campaign_id, [mara, *await stage.know("ben")])
    stage.one.troubles.lose_request("campaigns.add_creators")
    await stage.work(stage.drive(personal=False))
    assert stage.invitation("ben").state is InvitationState.SENT
    assert stage.invitation("mara").state is InvitationState.SENT


async def test_what_shows_late_of_a_batch_was_not_refused() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    await stage.invite(campaign_id, await stage.know("mara", "ben"))
    await stage.launch(campaign_id)
    stage.one.troubles.lose_answer("campaigns.create")
    drive, job = stage.drive(personal=False), stage.next_effect()
    assert job is not None
    await drive(job)
    (made,) = stage.one.made.values()
    made.invited[Handle.of("ben")] = stage.clock.now() + timedelta(seconds=100)
    await stage.work(drive)
    assert {invitation.state for invitation in stage.kept(Invitation)} == {InvitationState.SENT}
    assert len(stage.one.made) == 1


async def test_an_earlier_message_is_not_taken_for_one_that_was_lost() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara", personal=True)
    earlier = stage.invitation("mara")
    assert earlier.tiktok_id is not None
    stage.one.answer(earlier.tiktok_id, AnswerStatus.REJECTED)
    async with stage.units() as uow:
        await uow.invitations.save(earlier.decline(stage.clock.now()))
        await uow.commit()
    await stage.invite(campaign_id, [earlier.creator_id])
    stage.one.troubles.lose_request("invitations.send")
    await stage.work(stage.drive(personal=True))
    assert len(stage.one.sent) == 2
    again = stage.invitation("mara")
    assert (again.state, again.delivery) == (InvitationState.SENT, Delivery.PERSONAL_MESSAGE)
    assert again.tiktok_id not in (None, earlier.tiktok_id)


async def test_a_worker_that_was_only_slow_settles_nothing_a_second_time() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    job = stage.next_effect()
    assert job is not None
    slow = SlowCampaigns(stage.one)
    late = asyncio.create_task(stage.drive(personal=True, campaigns=slow)(job))
    await slow.done.wait()
    await stage.drive(personal=True)(job)  # another worker takes the stalled job over
    await stage.work(stage.drive(personal=True))
    slow.go_on.set()
    with pytest.raises(ConcurrentChange):
        await late
    await stage.work(stage.drive(personal=True))
    assert len(stage.one.made) == len(stage.one.sent) == 1
    assert [effect.kind for effect in stage.effects()] == [EffectKind.LAUNCH_CAMPAIGN, EffectKind.SEND_INVITATION]


class SlowCampaigns(FakeCampaigns):
    """TikTok creates the campaign at once, and answers when it is told to."""

    def __init__(self, one: FakeTikTokOne) -> None:
        super().__init__(one)
        self.done, self.go_on = asyncio.Event(), asyncio.Event()

    async def create(self, access: Access, campaign: NewCampaign) -> CampaignAtTikTok:
        answer = await super().create(access, campaign)
        self.done.set()
        await self.go_on.wait()
        return answer


async def test_driving_what_is_settled_does_nothing() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    await stage.work(stage.drive(personal=False))
    before, (effect,) = dict(stage.one.troubles.calls), stage.effects()
    await stage.drive(personal=False)(DriveEffect(LUMEN, effect.id))
    assert dict(stage.one.troubles.calls) == before
    assert stage.effects() == [effect]


async def test_resuming_work_brings_back_lost_jobs_and_no_second_ones() -> None:
    stage = await staged(EffectKind.LAUNCH_CAMPAIGN)
    (effect,) = stage.effects()
    stage.storage.jobs.clear()
    resume = ResumeWork(stage.units, stage.clock, timedelta(0))
    await resume()
    await resume()
    assert stage.jobs == [DriveEffect(LUMEN, EffectId(effect.id))]
    await stage.work(stage.drive(personal=False))
    stage.storage.jobs.clear()
    await resume()
    assert stage.jobs == [CaptureCampaign(LUMEN, stage.invitation("ben").campaign_id)]
