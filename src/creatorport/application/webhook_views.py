from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WebhookDeliveryView:
    """One stored webhook, without its body."""

    id: str
    family: str
    event: str
    received_at: datetime
    state: str
    attempts: int
    tried_at: datetime | None
    settled_at: datetime | None
    outcome: str | None
    error: str | None
