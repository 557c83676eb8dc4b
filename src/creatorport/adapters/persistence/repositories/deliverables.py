from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.deliverables import from_row, to_comment_row, to_row
from creatorport.adapters.persistence.rows import CampaignRow, CommentRow, DeliverableRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.campaign_state import CampaignState
from creatorport.domain.comment import Comment
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.deliverable_states import OWED
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CampaignId, DeliverableId, WorkspaceId

_OWED = sorted(state.value for state in OWED)


class SqlDeliverables:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add_missing(self, deliverables: Iterable[Deliverable]) -> None:
        given = [columns(to_row(one)) for one in sorted(deliverables, key=lambda one: one.id)]
        if given:
            await self._at.execute(insert_rows(DeliverableRow, given).on_conflict_do_nothing())

    async def save(self, deliverable: Deliverable) -> None:
        await self._at.update("deliverable", deliverable, to_row(deliverable))

    async def lock(self, workspace_id: WorkspaceId, deliverable_id: DeliverableId) -> Deliverable:
        row = await self._at.row(
            select(DeliverableRow)
            .where(col(DeliverableRow.workspace_id) == workspace_id, col(DeliverableRow.id) == deliverable_id)
            .with_for_update(key_share=True)
        )
        if row is None:
            raise NotFound("deliverable", deliverable_id)
        return from_row(row)

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[Deliverable]:
        rows = await self._at.rows(
            select(DeliverableRow)
            .where(col(DeliverableRow.workspace_id) == workspace_id, col(DeliverableRow.campaign_id) == campaign_id)
            .order_by(col(DeliverableRow.created_at), col(DeliverableRow.id))
            .with_for_update(key_share=True)
        )
        return [from_row(row) for row in rows]

    async def owed_by(self, instant: datetime) -> Sequence[Deliverable]:
        rows = await self._at.rows(
            select(DeliverableRow)
            .join(
                CampaignRow,
                and_(
                    col(CampaignRow.workspace_id) == col(DeliverableRow.workspace_id),
                    col(CampaignRow.id) == col(DeliverableRow.campaign_id),
                ),
            )
            .where(
                col(DeliverableRow.state).in_(_OWED),
                col(DeliverableRow.due_at) <= instant,
                col(CampaignRow.state) != CampaignState.CANCELLED.value,
            )
            .order_by(col(DeliverableRow.due_at), col(DeliverableRow.workspace_id), col(DeliverableRow.id))
        )
        return [from_row(row) for row in rows]

    async def comment(self, comment: Comment) -> None:
        await self._at.execute(insert(CommentRow).values(columns(to_comment_row(comment))))

    async def count_comments(self, workspace_id: WorkspaceId, deliverable_id: DeliverableId) -> int:
        result = await self._at.execute(
            select(func.count()).where(
                col(CommentRow.workspace_id) == workspace_id, col(CommentRow.deliverable_id) == deliverable_id
            )
        )
        number: int = result.scalar_one()
        return number
