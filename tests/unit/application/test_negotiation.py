"""Answers to invitations and to counter-offers: what comes of them, who may not, and what a repeat does."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.use_cases.accept_counter_offer import AcceptCounterOffer, AcceptCounterOfferCommand
from creatorport.application.use_cases.accept_invitation import AcceptInvitation, AcceptInvitationCommand
from creatorport.application.use_cases.answer_counter_offer import AnswerCounterOffer, AnswerCounterOfferCommand
from creatorport.application.use_cases.counter_invitation import CounterInvitation, CounterInvitationCommand
from creatorport.application.use_cases.decline_invitation import DeclineInvitation, DeclineInvitationCommand
from creatorport.application.use_cases.extend_invitation import ExtendInvitation, ExtendInvitationCommand
from creatorport.application.use_cases.hand_over_invitation import HandOverInvitation, HandOverInvitationCommand
from creatorport.application.use_cases.refuse_counter_offer import RefuseCounterOffer, RefuseCounterOfferCommand
from creatorport.application.use_cases.remind_invitation import RemindInvitation, RemindInvitationCommand
from creatorport.application.use_cases.withdraw_invitation import WithdrawInvitation, WithdrawInvitationCommand
from creatorport.domain.activity import Activity
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.effect import EffectKind, EffectState
from creatorport.domain.errors import (
    AlreadyInvited,
    BudgetExceeded,
    CampaignOver,
    CurrencyMismatch,
    IdempotencyConflict,
    InvalidValue,
    InvitationExpired,
    NotAllowed,
    NotFound,
    ReminderTooSoon,
    WrongState,
)
from creatorport.domain.ids import CampaignId, InvitationId, MemberId
from creatorport.domain.invitation import AgreedBy, Delivery, Invitation, InvitationState
from creatorport.domain.money import Money
from creatorport.domain.reminder import ReminderDelivery
from creatorport.domain.terms import Offer, Terms
from creatorport.domain.workspace import Member, Role
from tests.fakes.connected import connected_account
from tests.fakes.tiktok import Person
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, VIEWER, Stage


def offer(amount: int, currency: str = "EUR") -> Offer:
    return Offer(Money(Decimal(amount), currency))


@dataclass
class Table:
    """A running campaign whose creators were offered 100 EUR each; mara is connected as a creator."""

    stage: Stage = field(default_factory=Stage)

    async def lay(self, *handles: str, budget: int | None = None) -> CampaignId:
        stage = self.stage
        campaign_id = await stage.active_campaign(*(handles or ("mara",)), personal=True)
        async with stage.units() as uow:
            campaign = await uow.campaigns.lock(LUMEN, campaign_id)
            plan = CampaignPlan(None if budget is None else Money(Decimal(budget), "EUR"))
            await uow.campaigns.save(replace(campaign, plan=plan))
            for handle in handles or ("mara",):
                one = stage.invitation(handle)
                offered = Terms(1, offer(100), one.terms[0].proposed_by, one.terms[0].proposed_at)
                # The draft's own terms are replaced, which only a test can do.
                await uow.invitations.save(replace(one, terms=(offered,)))
            await uow.workspaces.settle_currency(LUMEN, "EUR")
            await uow.commit()
        await self.connect("mara", CREATOR)
        return campaign_id

    async def connect(self, handle: str, by: Member) -> None:
        stage = self.stage
        person = Person(f"open-{handle}", handle=handle)
        await connected_account(stage.units, stage.clock, stage.profiles, person, by, name=f"account-{handle}")

    @property
    def answering(self) -> Answering:
        return self.stage.answering

    @property
    def mara(self) -> Invitation:
        return self.stage.invitation("mara")

    async def accept(self, number: int = 1, by: Member = CREATOR, handle: str = "mara", **more: Any) -> Answered:
        command = AcceptInvitationCommand(by, self.stage.invitation(handle).id, number, **more)
        return await AcceptInvitation(self.answering)(command)

    async def counter(self, amount: int, number: int = 1, **more: Any) -> Answered:
        command = CounterInvitationCommand(CREATOR, self.mara.id, number, more.pop("offer", offer(amount)), **more)
        return await CounterInvitation(self.answering)(command)

    def told(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """The campaign's activity about invitations since it was laid: who, what kind, what, and the facts."""
        entries = [one for one in self.stage.kept(Activity) if one.subject is not None]
        return [(one.actor.kind.value, one.kind.value, one.verb, dict(one.facts)) for one in entries]


@pytest.fixture
def table() -> Table:
    return Table()


async def test_a_connected_creator_accepts_the_terms_that_they_saw(table: Table) -> None:
    await table.lay(budget=100)
    assert await table.accept(message="Gladly.") == Answered(table.mara.id)
    assert (table.mara.state, table.mara.agreed, table.mara.agreed_by, table.mara.answer) == (
        InvitationState.ACCEPTED,
        1,
        AgreedBy.CREATOR,
        "Gladly.",
    )
    assert table.told()[-1] == ("CREATOR", "INVITATION", "accepted", {"terms": 1})


async def test_a_yes_to_terms_that_changed_comes_back_with_the_invitation(table: Table) -> None:
    await table.lay()
    await table.counter(150)
    before = table.mara
    answered = await table.accept(1)
    assert answered.invitation_id == before.id
    assert [(one.code, one.field) for one in answered.refusals] == [("TERMS_CHANGED", "termsNumber")]
    assert table.mara == before


async def test_a_negotiation_goes_to_and_fro_and_is_written_down(table: Table) -> None:
    await table.lay(budget=130)
    await table.counter(150, remark="A little more?")
    answer = AnswerCounterOfferCommand(MANAGER, table.mara.id, 2, offer(120), "That much.")
    await AnswerCounterOffer(table.answering)(answer)
    await table.counter(130, 3)
    refuse = RefuseCounterOfferCommand(MANAGER, table.mara.id, 4)
    await RefuseCounterOffer(table.answering)(refuse)
    await table.accept(3)
    assert table.told()[-5:] == [
        ("CREATOR", "TERMS", "countered", {"terms": 2}),
        ("MEMBER", "TERMS", "answered", {"terms": 3}),
        ("CREATOR", "TERMS", "countered", {"terms": 4}),
        ("MEMBER", "TERMS", "refused", {"terms": 4}),
        ("CREATOR", "INVITATION", "accepted", {"terms": 3}),
    ]


async def test_the_brand_accepts_a_counter_offer_within_its_budget_only(table: Table) -> None:
    await table.lay(budget=140)
    await table.counter(150)
    before = table.mara
    with pytest.raises(BudgetExceeded) as refused:
        await AcceptCounterOffer(table.answering)(AcceptCounterOfferCommand(MANAGER, before.id, 2))
    assert (refused.value.budget, refused.value.committed) == ("140 EUR", "150 EUR")
    assert table.mara == before
    await table.counter(140, 2)
    await AcceptCounterOffer(table.answering)(AcceptCounterOfferCommand(MANAGER, before.id, 3))
    assert (table.mara.agreed, table.mara.agreed_by) == (3, AgreedBy.BRAND)
    assert table.told()[-1] == ("MEMBER", "INVITATION", "accepted", {"terms": 3})


async def test_what_others_accepted_counts_against_the_budget(table: Table) -> None:
    await table.lay("mara", "ben", budget=199)
    ben = Member(MemberId("ben"), LUMEN, Role.CREATOR)
    await table.connect("ben", ben)
    await table.accept(by=ben, handle="ben")
    with pytest.raises(BudgetExceeded) as refused:
        await table.accept()
    assert refused.value.committed == "200 EUR"
    assert table.mara.state is InvitationState.SENT


async def test_a_fee_of_another_currency_is_refused_with_its_field(table: Table) -> None:
    await table.lay()
    with pytest.raises(CurrencyMismatch) as refused:
        await table.counter(0, offer=offer(150, "USD"))
    assert refused.value.field == "terms.fee.currency"
    assert len(table.mara.terms) == 1


async def test_a_repeat_with_the_same_key_answers_once_and_another_request_is_refused(table: Table) -> None:
    await table.lay()
    first = await table.counter(150, idempotency_key="k-1")
    assert await table.counter(150, idempotency_key="k-1") == first
    assert len(table.mara.terms) == 2
    with pytest.raises(IdempotencyConflict):
        await table.counter(160, idempotency_key="k-1")
    await AcceptCounterOffer(table.answering)(AcceptCounterOfferCommand(MANAGER, table.mara.id, 2))
    accepted = table.mara
    await AcceptCounterOffer(table.answering)(AcceptCounterOfferCommand(MANAGER, table.mara.id, 2))
    assert table.mara == accepted


OTHERS: dict[str, Callable[[Table], Any]] = {
    "somebody else's creator": lambda table: table.accept(by=Member(MemberId("ben"), LUMEN, Role.CREATOR)),
    "a creator of another workspace": lambda table: table.accept(
        by=Member(CREATOR.id, STRANGER.workspace_id, Role.CREATOR)
    ),
    "an owner of another workspace": lambda table: WithdrawInvitation(
        table.answering, table.stage.identities, personal=False
    )(WithdrawInvitationCommand(STRANGER, table.mara.id)),
}


@pytest.mark.parametrize("who", OTHERS)
async def test_an_invitation_of_others_is_not_there(table: Table, who: str) -> None:
    await table.lay()
    before = dict(table.stage.storage.records)
    with pytest.raises(NotFound):
        await OTHERS[who](table)
    assert table.stage.storage.records == before


async def test_an_account_that_was_let_go_answers_nothing(table: Table) -> None:
    await table.lay()
    async with table.stage.units() as uow:
        await uow.accounts.save(table.stage.account().disconnect(table.stage.clock.now()))
        await uow.commit()
    with pytest.raises(NotFound):
        await table.accept()


async def test_a_handle_that_changed_hands_answers_for_its_new_holder_only(table: Table) -> None:
    await table.lay()
    table.stage.clock.advance(timedelta(hours=1))
    new = Member(MemberId("new"), LUMEN, Role.CREATOR)
    person = Person("open-new", handle="mara")
    await connected_account(table.stage.units, table.stage.clock, table.stage.profiles, person, new, name="account-new")
    with pytest.raises(NotFound):
        await table.accept()
    await table.accept(by=new)
    assert table.mara.state is InvitationState.ACCEPTED


@pytest.mark.parametrize("role", [MANAGER, VIEWER])
async def test_nobody_accepts_in_a_creators_name(table: Table, role: Member) -> None:
    await table.lay()
    with pytest.raises(NotAllowed):
        await table.accept(by=role)


async def test_a_creator_does_not_answer_for_the_brand(table: Table) -> None:
    await table.lay()
    await table.counter(150)
    with pytest.raises(NotAllowed):
        await AcceptCounterOffer(table.answering)(AcceptCounterOfferCommand(CREATOR, table.mara.id, 2))


async def test_after_its_end_or_the_campaigns_nothing_is_accepted(table: Table) -> None:
    campaign_id = await table.lay()
    table.stage.clock.advance(timedelta(days=13))
    async with table.stage.units() as uow:
        campaign = await uow.campaigns.lock(LUMEN, campaign_id)
        await uow.campaigns.save(campaign.complete(table.stage.clock.now()))
        await uow.commit()
    with pytest.raises(CampaignOver):
        await table.accept()
    with pytest.raises(CampaignOver):
        await table.counter(150)
    table.stage.clock.advance(timedelta(days=2))
    with pytest.raises(InvitationExpired):
        await table.accept()
    assert table.mara.state is InvitationState.SENT


async def test_a_no_is_final_and_its_words_are_kept_clean(table: Table) -> None:
    await table.lay()
    with pytest.raises(InvalidValue) as refused:
        await DeclineInvitation(table.answering, table.stage.identities, personal=True)(
            DeclineInvitationCommand(CREATOR, table.mara.id, "a\0b")
        )
    assert refused.value.field == "message"
    await DeclineInvitation(table.answering, table.stage.identities, personal=True)(
        DeclineInvitationCommand(CREATOR, table.mara.id, " Sorry. ")
    )
    assert (table.mara.state, table.mara.answer) == (InvitationState.DECLINED, "Sorry.")
    await table.stage.work(table.stage.drive(personal=True))
    assert table.stage.one.sent[table.mara.tiktok_id or ""].shown.raw_status == "CANCELLED"
    with pytest.raises(WrongState):
        await table.accept()


async def test_what_is_withdrawn_can_no_longer_be_answered_and_is_cancelled_at_tiktok(table: Table) -> None:
    await table.lay()
    stage = table.stage
    withdraw = WithdrawInvitation(table.answering, stage.identities, personal=True)
    for _ in range(2):
        await withdraw(WithdrawInvitationCommand(MANAGER, table.mara.id))
    with pytest.raises(WrongState, match="that is withdrawn cannot be accepted"):
        await table.accept()
    decline = DeclineInvitation(table.answering, stage.identities, personal=True)
    withdrawn = table.mara
    with pytest.raises(WrongState, match="that is withdrawn cannot be declined"):
        await decline(DeclineInvitationCommand(CREATOR, table.mara.id, "Sorry."))
    assert table.mara == withdrawn
    (effect,) = [one for one in stage.effects() if one.kind is EffectKind.CANCEL_INVITATION]
    await stage.work(stage.drive(personal=True))
    assert [one.state for one in stage.effects() if one.id == effect.id] == [EffectState.DONE]
    assert stage.one.sent[table.mara.tiktok_id or ""].shown.raw_status == "CANCELLED"
    assert stage.one.troubles.calls["invitations.cancel"] == 1


async def test_a_cancellation_whose_answer_is_lost_is_looked_up_and_not_repeated(table: Table) -> None:
    await table.lay()
    stage = table.stage
    await WithdrawInvitation(table.answering, stage.identities, personal=True)(
        WithdrawInvitationCommand(MANAGER, table.mara.id)
    )
    stage.one.troubles.lose_answer("invitations.cancel")
    await stage.work(stage.drive(personal=True))
    assert stage.one.troubles.calls["invitations.cancel"] == 1
    assert {one.state for one in stage.effects()} == {EffectState.DONE}


async def test_without_the_assumed_contract_a_withdrawal_asks_nothing_of_tiktok(table: Table) -> None:
    await table.lay()
    await WithdrawInvitation(table.answering, table.stage.identities, personal=False)(
        WithdrawInvitationCommand(MANAGER, table.mara.id)
    )
    assert [one.kind for one in table.stage.effects() if not one.is_settled] == []
    assert table.mara.state is InvitationState.WITHDRAWN


async def test_a_reminder_is_shown_here_to_those_who_are_connected(table: Table) -> None:
    await table.lay("mara", "ben")
    stage = table.stage
    remind = RemindInvitation(stage.units, stage.clock)
    with pytest.raises(ReminderTooSoon) as soon:
        await remind(RemindInvitationCommand(MANAGER, table.mara.id))
    assert soon.value.retry_at == (table.mara.sent_at or stage.clock.now()) + timedelta(days=1)
    stage.clock.advance(timedelta(days=1))
    for handle in ("mara", "ben"):
        await remind(RemindInvitationCommand(MANAGER, stage.invitation(handle).id, f"key-{handle}"))
        await remind(RemindInvitationCommand(MANAGER, stage.invitation(handle).id, f"key-{handle}"))
    assert [one.delivery for one in table.mara.reminders] == [ReminderDelivery.SHOWN_HERE]
    assert [one.delivery for one in stage.invitation("ben").reminders] == [ReminderDelivery.JOIN_LINK]
    assert [one.by for one in table.mara.reminders] == [MANAGER.id]


async def test_an_extension_keeps_the_door_open(table: Table) -> None:
    await table.lay()
    until = table.stage.clock.now() + timedelta(days=30)
    await ExtendInvitation(table.answering)(ExtendInvitationCommand(MANAGER, table.mara.id, until))
    table.stage.clock.advance(timedelta(days=29))
    await table.accept()
    assert table.mara.state is InvitationState.ACCEPTED


async def test_a_link_is_told_once_hashed_here_and_replaced_by_the_next(table: Table) -> None:
    await table.lay()
    stage = table.stage
    hand_over = HandOverInvitation(stage.units, stage.clock, stage.identities, "https://gateway.test")
    first = await hand_over(HandOverInvitationCommand(MANAGER, table.mara.id))
    second = await hand_over(HandOverInvitationCommand(MANAGER, table.mara.id))
    assert first.url.startswith("https://gateway.test/join/")
    assert first.url != second.url
    token = second.url.rpartition("/")[2]
    assert token not in repr(table.mara)
    assert table.mara.delivery is Delivery.PERSONAL_MESSAGE


async def test_a_repeat_under_its_key_is_told_the_same_link_and_breaks_none(table: Table) -> None:
    await table.lay()
    stage = table.stage
    hand_over = HandOverInvitation(stage.units, stage.clock, stage.identities, "https://gateway.test")
    keyed = HandOverInvitationCommand(MANAGER, table.mara.id, idempotency_key="k")
    first = await hand_over(keyed)
    stands = table.mara
    assert await hand_over(keyed) == first
    assert table.mara == stands
    next_one = await hand_over(HandOverInvitationCommand(MANAGER, table.mara.id, idempotency_key="k-2"))
    assert next_one.url != first.url


async def test_whom_tiktok_does_not_know_is_reached_by_the_link_unless_invited_again_meanwhile(table: Table) -> None:
    campaign_id = await table.lay()
    stage = table.stage
    offline = await stage.know("offline", on_tiktok_one=False)
    stage.one.troubles.unreachable("status.of", times=2)
    for _ in range(2):
        await stage.invite(campaign_id, offline)
        await stage.work(stage.drive(personal=True))
    first, second = [one for one in stage.kept(Invitation) if one.handle.text == "offline"]
    assert {first.state, second.state} == {InvitationState.UNDELIVERABLE}
    hand_over = HandOverInvitation(stage.units, stage.clock, stage.identities, "https://gateway.test")
    await hand_over(HandOverInvitationCommand(MANAGER, second.id))
    assert (stage.invitation("offline").state, stage.invitation("offline").delivery) == (
        InvitationState.SENT,
        Delivery.JOIN_LINK,
    )
    with pytest.raises(AlreadyInvited):
        await hand_over(HandOverInvitationCommand(MANAGER, InvitationId(first.id)))
