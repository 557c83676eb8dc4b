"""What TikTok offered a creator when a post was composed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from creatorport.domain.errors import PublishingOptionsExpired
from creatorport.domain.ids import AccountId, OptionsId, PublicationId, WorkspaceId
from creatorport.domain.publishing.composer import CreatorOptions

LIFE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OptionsAnswer:
    """One answer, which is good for one post, for an hour."""

    id: OptionsId
    workspace_id: WorkspaceId
    account_id: AccountId
    options: CreatorOptions
    asked_at: datetime
    used_by: PublicationId | None = None
    version: int = 0

    @property
    def valid_until(self) -> datetime:
        return self.asked_at + LIFE

    def use(self, publication_id: PublicationId, account_id: AccountId, now: datetime) -> "OptionsAnswer":
        """Spend it on a post. Raises PublishingOptionsExpired unless it is fresh, unused and of this account."""
        if self.account_id != account_id or self.used_by is not None or now >= self.valid_until:
            raise PublishingOptionsExpired
        return replace(self, used_by=publication_id)
