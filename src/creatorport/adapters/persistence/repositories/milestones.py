from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from creatorport.adapters.persistence.rows import MilestoneRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.milestone import Milestone, MilestoneMetric, Reached


class SqlMilestones:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[Reached]:
        rows = await self._at.rows(
            select(MilestoneRow)
            .where(col(MilestoneRow.workspace_id) == workspace_id, col(MilestoneRow.campaign_id) == campaign_id)
            .order_by(col(MilestoneRow.at), col(MilestoneRow.metric), col(MilestoneRow.threshold))
        )
        return [reached_from(row) for row in rows]

    async def reach(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, reached: Sequence[Reached]
    ) -> Sequence[Reached]:
        if not reached:
            return []
        given = [
            {
                "workspace_id": workspace_id,
                "campaign_id": campaign_id,
                "metric": one.milestone.metric.value,
                "threshold": one.milestone.threshold,
                "value": one.value,
                "at": one.at,
            }
            for one in reached
        ]
        statement = insert_rows(MilestoneRow, given).on_conflict_do_nothing()
        stored = await self._at.execute(statement.returning(col(MilestoneRow.metric), col(MilestoneRow.threshold)))
        new = {(row.metric, row.threshold) for row in stored}
        return [one for one in reached if (one.milestone.metric.value, one.milestone.threshold) in new]


def reached_from(row: Any) -> Reached:
    """Rebuild what was reached from a row."""
    return Reached(Milestone(MilestoneMetric(row.metric), row.threshold), row.value, row.at)
