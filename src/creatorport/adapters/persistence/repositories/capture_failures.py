from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete

from creatorport.adapters.persistence.rows import CaptureFailureRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.error_roots import FixableBy
from creatorport.domain.ids import CampaignId, WorkspaceId


class SqlCaptureFailures:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def keep(self, workspace_id: WorkspaceId, campaign_id: CampaignId, failure: CaptureFailure) -> None:
        row = columns(
            CaptureFailureRow(
                workspace_id=workspace_id,
                campaign_id=campaign_id,
                code=failure.code,
                message=failure.message,
                fixable_by=failure.fixable_by.value,
                since=failure.since,
                at=failure.at,
                retry_at=failure.retry_at,
                tiktok_code=failure.tiktok_code,
                log_id=failure.log_id,
            )
        )
        kept = ("workspace_id", "campaign_id")
        changed = {name: value for name, value in row.items() if name not in (*kept, "since")}
        statement = insert(CaptureFailureRow).values(row)
        await self._at.execute(statement.on_conflict_do_update(index_elements=kept, set_=changed))

    async def forget(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> None:
        await self._at.execute(
            delete(CaptureFailureRow).where(
                col(CaptureFailureRow.workspace_id) == workspace_id, col(CaptureFailureRow.campaign_id) == campaign_id
            )
        )


def failure_from(row: Any) -> CaptureFailure:
    """Rebuild what was kept from a row."""
    return CaptureFailure(
        row.code, row.message, FixableBy(row.fixable_by), row.since, row.at, row.retry_at, row.tiktok_code, row.log_id
    )
