"""What the graph shows of invitations' terms, and of invitations to their creators; see `views`."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import InvitationId
from creatorport.domain.joining import Joining
from creatorport.domain.reminder import Reminder
from creatorport.domain.terms import Offer


@dataclass(frozen=True, slots=True)
class ReceivedInvitationView:
    """An invitation as its creator sees it, with what they may know of the campaign."""

    id: InvitationId
    handle: str
    message: str
    state: str
    delivery: str | None
    sent_at: datetime | None
    answered_at: datetime | None
    answer: str | None
    agreed: int | None
    negotiation: str
    expires_at: datetime | None
    reminders: tuple[Reminder, ...]
    campaign_name: str
    brand_name: str
    brief: str
    invite_link: str | None
    joining: Joining | None = None


@dataclass(frozen=True, slots=True)
class TermsView:
    """One version of an invitation's terms."""

    number: int
    offer: Offer
    proposed_by: str
    proposed_at: datetime
    remark: str
