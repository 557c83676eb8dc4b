"""In memory, why campaigns could not be captured."""

from dataclasses import replace

from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.ids import CampaignId, WorkspaceId
from tests.fakes.transaction import Transaction

KIND = "capture_failure"


class InMemoryCaptureFailures:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def keep(self, workspace_id: WorkspaceId, campaign_id: CampaignId, failure: CaptureFailure) -> None:
        before = self._at.get((KIND, workspace_id, campaign_id))
        since = before.since if isinstance(before, CaptureFailure) else failure.since
        self._at.put((KIND, workspace_id, campaign_id), replace(failure, since=since))

    async def forget(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> None:
        self._at.remove((KIND, workspace_id, campaign_id))
