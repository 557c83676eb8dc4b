"""What a campaign has promised to creators: the sum of the fees that were agreed."""

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.invitation import InvitationState
from creatorport.domain.money import Money, total


async def committed(uow: UnitOfWork, campaign: Campaign) -> Money | None:
    """Return the sum; None where no fee was agreed. It holds as long as the campaign is locked."""
    accepted = await uow.invitations.of_campaign(campaign.workspace_id, campaign.id, {InvitationState.ACCEPTED})
    fees = [one.agreed_terms.fee for one in accepted if one.agreed_terms is not None and one.agreed_terms.fee]
    return total(fees, fees[0].currency) if fees else None
