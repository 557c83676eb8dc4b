"""What becomes of invitations that nobody has answered when their campaign ends."""

from collections.abc import Sequence
from datetime import datetime

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.invitation import Invitation, InvitationState

OPEN = frozenset({InvitationState.DRAFT, InvitationState.SENT, InvitationState.VIEWED})
"""Not answered, and not on their way at this moment: those are withdrawn when they arrive."""


async def withdraw_open(uow: UnitOfWork, campaign: Campaign, now: datetime) -> Sequence[Invitation]:
    """Withdraw what nobody has answered, and return it. What was accepted stays as it was agreed."""
    waiting = await uow.invitations.of_campaign(campaign.workspace_id, campaign.id, OPEN)
    withdrawn = [invitation.withdraw(now) for invitation in waiting]
    await uow.invitations.save_all(withdrawn)
    return withdrawn


def unless_over(campaign: Campaign, invitation: Invitation, now: datetime) -> Invitation:
    """Return an invitation that has just arrived; withdrawn at once, where the campaign ended on its way."""
    if campaign.has_ended and invitation.state in OPEN:
        return invitation.withdraw(now)
    return invitation
