"""Records of the assumed contract: orders and invitations. Times: unix seconds."""

from dataclasses import dataclass
from typing import Any

LIVE = frozenset({"SENT", "VIEWED", "RESPONDED"})


@dataclass(slots=True)
class Order:
    order_id: str
    account_id: str
    campaign_id: str
    external_id: str | None
    created_at: float
    cancelled: bool
    budget: dict[str, str]
    start_date: str
    end_date: str
    collaboration_type: str
    products: list[dict[str, Any]]
    creators: list[dict[str, Any]]


@dataclass(slots=True)
class Invitation:
    """Status: SENT → VIEWED → RESPONDED → ACCEPTED | REJECTED; or EXPIRED, CANCELLED."""

    invitation_id: str
    account_id: str
    campaign_id: str
    order_id: str | None
    creator: int
    message: str
    terms: dict[str, Any] | None
    payment: dict[str, Any]
    external_id: str | None
    status: str
    created_at: float
    expires_at: float
    viewed_at: float | None = None
    responded_at: float | None = None
    response_message: str | None = None

    @property
    def is_live(self) -> bool:
        return self.status in LIVE
