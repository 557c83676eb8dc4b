from typing import Protocol

from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.ids import CampaignId, WorkspaceId


class CaptureFailures(Protocol):
    """The last failed attempt to capture each campaign's performance; none where the last one went well."""

    async def keep(self, workspace_id: WorkspaceId, campaign_id: CampaignId, failure: CaptureFailure) -> None:
        """Take the place of the one before, whose `since` stays."""
        ...

    async def forget(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> None:
        """Let go of it. A repeat is success."""
        ...
