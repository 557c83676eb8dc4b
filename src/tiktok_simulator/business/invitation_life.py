"""The life of an invitation (assumed contract): each move is made once, noted in the ledger and told."""

from typing import TYPE_CHECKING

from tiktok_simulator.business import deliveries
from tiktok_simulator.business.assumed_records import Invitation

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def view(simulator: "Simulator", invitation: Invitation) -> None:
    if invitation.status == "SENT":
        invitation.status = "VIEWED"
        invitation.viewed_at = simulator.clock.now()
        _note(simulator, invitation, "invitation_viewed")


def respond(simulator: "Simulator", invitation: Invitation, message: str) -> None:
    """The creator writes without deciding."""
    _mark_read(simulator, invitation)
    invitation.status = "RESPONDED"
    invitation.responded_at = simulator.clock.now()
    invitation.response_message = message
    _note(simulator, invitation, "invitation_responded")


def accept(simulator: "Simulator", invitation: Invitation, message: str | None = None) -> None:
    """Only the invitation's side of it: the caller makes the creator join."""
    _decide(simulator, invitation, "ACCEPTED", message)


def reject(simulator: "Simulator", invitation: Invitation, message: str | None = None) -> None:
    _decide(simulator, invitation, "REJECTED", message)


def expire(simulator: "Simulator", invitation: Invitation) -> None:
    invitation.status = "EXPIRED"
    _note(simulator, invitation, "invitation_expired")


def cancel(simulator: "Simulator", invitation: Invitation) -> None:
    """The brand's own doing: noted, but not told."""
    invitation.status = "CANCELLED"
    simulator.ledger.record("invitation_cancelled", **_facts(simulator, invitation))


def _decide(simulator: "Simulator", invitation: Invitation, status: str, message: str | None) -> None:
    _mark_read(simulator, invitation)
    invitation.status = status
    invitation.responded_at = simulator.clock.now()
    if message:
        invitation.response_message = message
    _note(simulator, invitation, f"invitation_{status.lower()}")


def _mark_read(simulator: "Simulator", invitation: Invitation) -> None:
    if invitation.viewed_at is None:
        invitation.viewed_at = simulator.clock.now()


def _note(simulator: "Simulator", invitation: Invitation, event: str) -> None:
    facts = _facts(simulator, invitation)
    simulator.ledger.record(event, **facts)
    entry = {
        "event_type": "tto_invitation_webhook",
        "tto_invitation_event_type": event,
        **facts,
        "tto_tcm_account_id": invitation.account_id,
        "response_message": invitation.response_message,
    }
    deliveries.tell(simulator, "TCM_INVITATIONS", invitation.account_id, entry)


def _facts(simulator: "Simulator", invitation: Invitation) -> dict[str, str]:
    return {
        "invitation_id": invitation.invitation_id,
        "campaign_id": invitation.campaign_id,
        "handle_name": simulator.world.creator(invitation.creator).handle,
    }
