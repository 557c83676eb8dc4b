from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from creatorport.adapters.persistence.rows import InvitationRow
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId
from creatorport.domain.invitation import AgreedBy, Delivery, Invitation, InvitationState
from creatorport.domain.joining import Joining, JoiningState, JoiningWay
from creatorport.domain.negotiation import NegotiationState
from creatorport.domain.reminder import Reminder, ReminderDelivery
from creatorport.domain.terms import Terms


def to_row(invitation: Invitation) -> InvitationRow:
    joining = invitation.joining
    return InvitationRow(
        workspace_id=invitation.workspace_id,
        id=invitation.id,
        campaign_id=invitation.campaign_id,
        creator_id=invitation.creator_id,
        handle=invitation.handle.text,
        handle_key=invitation.handle.key,
        message=invitation.message,
        state=invitation.state.value,
        created_at=invitation.created_at,
        delivery=invitation.delivery.value if invitation.delivery else None,
        tiktok_id=invitation.tiktok_id,
        sent_at=invitation.sent_at,
        answered_at=invitation.answered_at,
        answer=invitation.answer,
        responded_at=invitation.responded_at,
        response=invitation.response,
        failure=invitation.failure,
        terms_number=invitation.current_terms.number,
        agreed=invitation.agreed,
        agreed_by=invitation.agreed_by.value if invitation.agreed_by else None,
        negotiation=invitation.negotiation.value,
        over_budget=invitation.over_budget,
        life=int(invitation.life.total_seconds()),
        expires_at=invitation.expires_at,
        reminders=[_written(one) for one in invitation.reminders],
        join_token_hash=invitation.join_token_hash,
        joining_way=joining.way.value if joining else None,
        joining_state=joining.state.value if joining else None,
        joined_at=joining.joined_at if joining else None,
        joining_failure=joining.failure if joining else None,
        version=invitation.version,
    )


def from_row(row: InvitationRow, terms: tuple[Terms, ...]) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        campaign_id=CampaignId(row.campaign_id),
        creator_id=CreatorId(row.creator_id),
        handle=Handle(row.handle, row.handle_key),
        message=row.message,
        state=InvitationState(row.state),
        created_at=row.created_at,
        terms=terms,
        delivery=Delivery(row.delivery) if row.delivery is not None else None,
        tiktok_id=row.tiktok_id,
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        answer=row.answer,
        responded_at=row.responded_at,
        response=row.response,
        failure=row.failure,
        agreed=row.agreed,
        agreed_by=AgreedBy(row.agreed_by) if row.agreed_by is not None else None,
        negotiation=NegotiationState(row.negotiation),
        over_budget=row.over_budget,
        life=timedelta(seconds=row.life),
        expires_at=row.expires_at,
        reminders=reminders_of(row.reminders),
        join_token_hash=row.join_token_hash,
        joining=joining_of(row),
        version=row.version,
    )


def joining_of(row: Any) -> Joining | None:
    """Read the part of a row that tells of joining; the row may be a statement's result."""
    if row.joining_state is None:
        return None
    way, state = JoiningWay(row.joining_way), JoiningState(row.joining_state)
    return Joining(way, state, row.joined_at, row.joining_failure)


def reminders_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Reminder, ...]:
    return tuple(
        Reminder(datetime.fromisoformat(one["at"]), ReminderDelivery(one["delivery"]), one["by"]) for one in kept
    )


def _written(one: Reminder) -> dict[str, Any]:
    return {"at": one.at.isoformat(), "delivery": one.delivery.value, "by": one.by}
