"""Many creators accept at once, on PostgreSQL: what is committed never exceeds the budget."""

import asyncio
from dataclasses import replace
from decimal import Decimal

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.answer_step import Answering
from creatorport.application.effects.intending import Intend
from creatorport.application.joining import JoinInName
from creatorport.application.use_cases.accept_invitation import AcceptInvitation, AcceptInvitationCommand
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.errors import BudgetExceeded
from creatorport.domain.handle import Handle
from creatorport.domain.ids import MemberId
from creatorport.domain.invitation import InvitationState
from creatorport.domain.money import Money
from creatorport.domain.terms import Offer
from creatorport.domain.workspace import Member, Role
from tests.contract.persistence.specimens import LUMEN, NOW, account, creator, invitation, later, profile, running
from tests.fakes.clock import MovableClock
from tests.fakes.identities import CountingIdentities

MANY = 12
HUNDRED = Offer(Money(Decimal("100.00"), "EUR"))


async def crowd(units: SqlUnitsOfWork, budget: str) -> None:
    """A campaign with a budget, and creators who were offered a hundred each and are connected."""
    async with units() as uow:
        plan = CampaignPlan(Money(Decimal(budget), "EUR"))
        await uow.campaigns.add(replace(running(), plan=plan))
        await uow.creators.put([creator(f"c{number}") for number in range(MANY)])
        sent = (invitation(f"i-{number}", f"c{number}", offer=HUNDRED).send(NOW) for number in range(MANY))
        await uow.invitations.add(list(sent))
        for number in range(MANY):
            known = replace(profile(f"open-{number}"), handle=Handle.of(f"c{number}"))
            theirs = replace(account(f"a-{number}", f"open-{number}"), profile=known, owner=MemberId(f"c{number}"))
            await uow.accounts.add(theirs)
        await uow.commit()


def accepting(units: SqlUnitsOfWork) -> AcceptInvitation:
    clock = MovableClock(later(5))
    return AcceptInvitation(Answering(units, clock, JoinInName(Intend(clock, CountingIdentities()))))


async def test_creators_who_accept_at_once_never_overspend_the_budget(sql_units: SqlUnitsOfWork) -> None:
    await crowd(sql_units, "499.99")
    accept = accepting(sql_units)

    async def answered(number: int) -> str | None:
        """Accept, and return None; or what would have been committed."""
        member = Member(MemberId(f"c{number}"), LUMEN, Role.CREATOR)
        command = AcceptInvitationCommand(member, invitation(f"i-{number}").id, 1, idempotency_key=f"k-{number}")
        try:
            await accept(command)
        except BudgetExceeded as refused:
            return refused.committed
        return None

    answers = await asyncio.gather(*(answered(number) for number in range(MANY)))
    assert (answers.count(None), answers.count("500.00 EUR")) == (4, MANY - 4)
    async with sql_units() as uow:
        campaign = running()
        accepted = await uow.invitations.of_campaign(LUMEN, campaign.id, {InvitationState.ACCEPTED})
        assert await uow.invitations.committed(LUMEN, campaign.id, "EUR") == Money(Decimal(400), "EUR")
    assert {one.id for one in accepted} == {f"i-{number}" for number, answer in enumerate(answers) if answer is None}


async def test_two_answers_of_one_creator_at_once_are_one_agreement(sql_units: SqlUnitsOfWork) -> None:
    await crowd(sql_units, "1000")
    accept = accepting(sql_units)
    member = Member(MemberId("c0"), LUMEN, Role.CREATOR)
    await asyncio.gather(*(accept(AcceptInvitationCommand(member, invitation("i-0").id, 1)) for _ in range(5)))
    async with sql_units() as uow:
        assert await uow.invitations.committed(LUMEN, running().id, "EUR") == Money(Decimal(100), "EUR")
