"""Messages of invitations that are over here: TikTok must hold none of them open, and each is cancelled once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.answer_signals import answered
from creatorport.application.effects.send_invitation import ENDED, WAITING
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.application.use_cases.cancel_campaign import CancelCampaign, CancelCampaignCommand
from creatorport.application.use_cases.tend_invitations import Tended, TendInvitations
from creatorport.application.use_cases.withdraw_invitation import WithdrawInvitation, WithdrawInvitationCommand
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import Invitation, InvitationState
from tests.unit.application.stage import MANAGER, Stage


@pytest.fixture
async def stage() -> Stage:
    stage = Stage()
    await stage.active_campaign("mara", personal=True)
    return stage


async def tend(stage: Stage, *, personal: bool = True) -> Tended:
    return await TendInvitations(stage.units, stage.clock, stage.identities, personal, ())()


async def sending(stage: Stage, *, lost: bool) -> Invitation:
    """Ben is invited, and the message about to be sent; or TikTok has it, and its answer was lost."""
    await stage.invite(campaign_id(stage), await stage.know("ben"))
    if lost:
        stage.one.troubles.lose_answer("invitations.send")
    drive = stage.drive(personal=True)
    while not (sends := [one for one in of_kind(stage, EffectKind.SEND_INVITATION) if one.subject == ben(stage).id]):
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    if lost:
        job = stage.next_effect()
        assert job is not None
        await drive(job)
        (sent,) = [one for one in stage.effects() if one.id == sends[0].id]
        assert sent.state is EffectState.UNKNOWN
    return ben(stage)


def ben(stage: Stage) -> Invitation:
    return stage.invitation("ben")


def campaign_id(stage: Stage) -> CampaignId:
    return stage.invitation("mara").campaign_id


def of_kind(stage: Stage, kind: EffectKind) -> list[Effect]:
    return [one for one in stage.effects() if one.kind is kind]


def at_tiktok(stage: Stage, handle: str) -> list[str]:
    return [one.shown.status.value for one in stage.one.sent.values() if one.shown.handle.key == handle]


async def change(stage: Stage, step: Callable[[Invitation], Invitation]) -> None:
    async with stage.units() as uow:
        await uow.invitations.save(step(ben(stage)))
        await uow.commit()


async def test_a_message_that_turns_out_to_have_arrived_after_its_campaign_ended_is_cancelled_once(
    stage: Stage,
) -> None:
    await sending(stage, lost=True)
    cancel = CancelCampaign(stage.units, stage.clock, stage.identities, personal=True)
    await cancel(CancelCampaignCommand(MANAGER, campaign_id(stage)))
    await stage.work(stage.drive(personal=True))
    assert (ben(stage).state, at_tiktok(stage, "ben")) == (InvitationState.WITHDRAWN, ["CANCELLED"])
    cancelled = of_kind(stage, EffectKind.CANCEL_INVITATION)
    assert sorted(one.subject for one in cancelled) == sorted(stage.invitation(one).id for one in ("mara", "ben"))
    assert {one.state for one in cancelled} == {EffectState.DONE}


async def test_a_yes_that_was_faster_than_the_cancellation_is_told_and_counts_for_nothing(stage: Stage) -> None:
    await sending(stage, lost=True)
    cancel = CancelCampaign(stage.units, stage.clock, stage.identities, personal=True)
    await cancel(CancelCampaignCommand(MANAGER, campaign_id(stage)))
    (arrived,) = [number for number, sent in stage.one.sent.items() if sent.shown.handle.key == "ben"]
    stage.one.answer(arrived, AnswerStatus.ACCEPTED)
    await stage.work(stage.drive(personal=True))
    assert (ben(stage).state, at_tiktok(stage, "ben")) == (InvitationState.WITHDRAWN, ["ACCEPTED"])
    assert ben(stage).failure == "This cannot be cancelled."


async def test_the_message_of_an_invitation_that_ended_here_is_cancelled_once(stage: Stage) -> None:
    stage.clock.advance(timedelta(days=14))
    assert [await tend(stage), await tend(stage)] == [Tended(1, 0), Tended(0, 0)]
    await stage.work(stage.drive(personal=True))
    assert (stage.invitation("mara").state, at_tiktok(stage, "mara")) == (InvitationState.EXPIRED, ["CANCELLED"])
    assert len(of_kind(stage, EffectKind.CANCEL_INVITATION)) == 1


async def test_what_ended_at_tiktok_by_itself_needs_no_cancelling(stage: Stage) -> None:
    (number,) = stage.one.sent
    stage.one.answer(number, AnswerStatus.EXPIRED)
    stage.clock.advance(timedelta(days=14))
    await tend(stage)
    await stage.work(stage.drive(personal=True))
    (effect,) = of_kind(stage, EffectKind.CANCEL_INVITATION)
    assert (effect.state, stage.invitation("mara").failure) == (EffectState.DONE, None)


async def test_without_the_assumed_contract_nothing_is_cancelled(stage: Stage) -> None:
    stage.clock.advance(timedelta(days=14))
    assert await tend(stage, personal=False) == Tended(1, 0)
    assert of_kind(stage, EffectKind.CANCEL_INVITATION) == []


async def test_what_is_over_before_its_message_was_sent_is_not_sent(stage: Stage) -> None:
    await sending(stage, lost=False)
    await change(stage, lambda one: one.expire(stage.clock.now()))
    await stage.work(stage.drive(personal=True))
    assert (ben(stage).state, at_tiktok(stage, "ben")) == (InvitationState.EXPIRED, [])
    assert [(one.state, one.trouble) for one in of_kind(stage, EffectKind.SEND_INVITATION)][-1] == (
        EffectState.FAILED,
        ENDED,
    )


@pytest.mark.parametrize("told", [None, "7700000000000000099"], ids=["without an id", "by a stale notice"])
async def test_what_is_over_while_its_message_may_have_been_sent_is_looked_up_and_cancelled(
    stage: Stage, told: str | None
) -> None:
    await sending(stage, lost=True)
    now = stage.clock.now()
    await change(stage, lambda one: one.expire(now).known_as(told) if told else one.expire(now))
    await stage.work(stage.drive(personal=True))
    assert (ben(stage).state, at_tiktok(stage, "ben")) == (InvitationState.EXPIRED, ["CANCELLED"])
    (effect,) = of_kind(stage, EffectKind.CANCEL_INVITATION)
    assert effect.state is EffectState.DONE


async def test_a_message_whose_id_an_answer_told_is_cancelled_by_whoever_ends_it_and_not_again_on_arrival(
    stage: Stage,
) -> None:
    await sending(stage, lost=True)
    (arrived,) = [number for number, sent in stage.one.sent.items() if sent.shown.handle.key == "ben"]
    now = stage.clock.now()
    await change(stage, lambda one: one.view(now).known_as(arrived))
    withdraw = WithdrawInvitation(stage.answering, stage.identities, personal=True)
    await withdraw(WithdrawInvitationCommand(MANAGER, ben(stage).id))
    await stage.work(stage.drive(personal=True))
    assert (ben(stage).sent_at is not None, at_tiktok(stage, "ben")) == (True, ["CANCELLED"])
    assert len(of_kind(stage, EffectKind.CANCEL_INVITATION)) == 1


async def test_a_creator_who_is_invited_again_gets_the_new_message_only_after_the_old_one_is_taken_back(
    stage: Stage,
) -> None:
    (first,) = of_kind(stage, EffectKind.SEND_INVITATION)
    stage.one.troubles.throttle("invitations.cancel", times=2)
    withdraw = WithdrawInvitation(stage.answering, stage.identities, personal=True)
    await withdraw(WithdrawInvitationCommand(MANAGER, stage.invitation("mara").id))
    await stage.invite(campaign_id(stage), [stage.invitation("mara").creator_id])
    drive, waited = stage.drive(personal=True), False
    while (job := stage.next_effect()) is not None:
        await drive(job)
        waited = waited or WAITING in [one.trouble for one in of_kind(stage, EffectKind.SEND_INVITATION)]
    assert (waited, at_tiktok(stage, "mara")) == (True, ["CANCELLED", "SENT"])
    (second,) = [one for one in of_kind(stage, EffectKind.SEND_INVITATION) if one.id != first.id]
    assert (second.state, second.trouble, second.request["earlier"]) == (EffectState.DONE, None, [first.subject])


async def test_tiktok_is_told_until_when_a_message_may_be_answered(stage: Stage) -> None:
    (sent,) = stage.one.sent.values()
    assert sent.facts.expires_at == stage.invitation("mara").expires_at


async def test_a_message_that_could_only_be_sent_after_its_end_is_not_sent(stage: Stage) -> None:
    await sending(stage, lost=False)
    stage.clock.advance(timedelta(days=14))
    await stage.work(stage.drive(personal=True))
    assert (ben(stage).state, ben(stage).failure, at_tiktok(stage, "ben")) == (InvitationState.UNDELIVERABLE, ENDED, [])


async def test_an_invitation_that_was_given_longer_outlives_its_message_at_tiktok(stage: Stage) -> None:
    sent = replace(stage.invitation("mara"), life=timedelta(days=7))
    assert sent.sent_at is not None
    short = replace(sent, expires_at=sent.sent_at + timedelta(days=7))
    over = sent.sent_at + timedelta(days=7)
    longer = short.extend(over + timedelta(days=3), sent.sent_at)
    assert answered(short, AnswerStatus.EXPIRED, over, None).state is InvitationState.EXPIRED
    assert answered(longer, AnswerStatus.EXPIRED, over, None) is longer
