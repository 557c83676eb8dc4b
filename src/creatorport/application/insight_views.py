"""What the graph shows of the consent to the business app, and of what came of it."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import AccountId


@dataclass(frozen=True, slots=True)
class BusinessConnectionView:
    """See `domain.business_connection`."""

    account_id: AccountId
    handle: str | None
    state: str
    cause: str | None
    loss: str | None
    scopes: tuple[str, ...]
    missing_scopes: tuple[str, ...]
    connected_at: datetime
    access_expires_at: datetime | None
    refresh_expires_at: datetime | None
