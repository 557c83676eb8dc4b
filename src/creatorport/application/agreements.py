"""What comes with an acceptance: money is committed, under the campaign's lock, which the caller holds."""

from datetime import datetime

from creatorport.application.answer_log import record_answer
from creatorport.application.owing import owe
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import Actor
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.errors import BudgetExceeded, CampaignOver
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.money import Money


def check_running(campaign: Campaign, now: datetime) -> None:
    """Raises CampaignOver unless the campaign may still come to an agreement with creators."""
    if campaign.state not in (CampaignState.ACTIVE, CampaignState.PAUSED):
        raise CampaignOver(campaign.state.value)
    timeline = campaign.plan.timeline
    if timeline is not None and now >= timeline.ends_at:
        raise CampaignOver("past its last day")


async def agree(uow: UnitOfWork, campaign: Campaign, accepted: Invitation, by: Actor, now: datetime) -> None:
    """Save an acceptance that somebody gave here. Raises CampaignOver, BudgetExceeded; then nothing is changed."""
    check_running(campaign, now)
    committed = await _committed(uow, campaign, accepted)
    budget = campaign.plan.budget
    if budget is not None and committed is not None and committed.exceeds(budget):
        raise BudgetExceeded(str(budget), str(committed))
    await _save(uow, campaign, accepted, by)


async def take_signal(uow: UnitOfWork, campaign: Campaign, before: Invitation, seen: Invitation) -> None:
    """Save what TikTok told. An acceptance happened there, whatever the budget says: it is flagged, not refused."""
    if not _is_acceptance(before, seen):
        await uow.invitations.save(seen)
        await record_answer(uow, seen)
        return
    committed = await _committed(uow, campaign, seen)
    budget = campaign.plan.budget
    exceeds = budget is not None and committed is not None and committed.exceeds(budget)
    await _save(uow, campaign, seen.mark_over_budget() if exceeds else seen)


async def _committed(uow: UnitOfWork, campaign: Campaign, accepted: Invitation) -> Money | None:
    """Return what would be committed with this acceptance; None where it adds nothing."""
    terms = accepted.agreed_terms
    fee = None if terms is None else terms.fee
    if fee is None or fee.amount == 0:
        return None
    return await uow.invitations.committed(campaign.workspace_id, campaign.id, fee.currency) + fee


async def _save(uow: UnitOfWork, campaign: Campaign, accepted: Invitation, by: Actor | None = None) -> None:
    await uow.invitations.save(accepted)
    await owe(uow, campaign, [accepted])
    await record_answer(uow, accepted, by)


def _is_acceptance(before: Invitation, seen: Invitation) -> bool:
    return seen.state is InvitationState.ACCEPTED and before.state is not InvitationState.ACCEPTED
