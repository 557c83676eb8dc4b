"""By which way a creator is reminded: TikTok has no call for it."""

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.invitation import Invitation
from creatorport.domain.reminder import ReminderDelivery


async def way_to(uow: UnitOfWork, invitation: Invitation) -> ReminderDelivery:
    """Return how a reminder reaches the creator: those who are connected here see it here; the others have a link."""
    account = await uow.accounts.find_by_handle(invitation.workspace_id, invitation.handle)
    if account is not None and account.is_at_work:
        return ReminderDelivery.SHOWN_HERE
    return ReminderDelivery.JOIN_LINK
