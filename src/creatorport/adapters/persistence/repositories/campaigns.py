from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select

from creatorport.adapters.persistence.mapping.campaigns import from_row, to_row
from creatorport.adapters.persistence.rows import CampaignRow, DeliverableRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.awaited import PATIENCE
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.campaign_state import ENDED
from creatorport.domain.deliverable_states import OPEN
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.link_request import LinkState
from creatorport.domain.terms import DeliverableKind

_MEASURED = (CampaignState.ACTIVE.value, CampaignState.PAUSED.value)
_ENDED = tuple(sorted(ENDED))
_OPEN = tuple(sorted(OPEN))
_LIVE = (LinkState.ASKING.value, LinkState.IN_REVIEW.value)


class SqlCampaigns:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, campaign: Campaign) -> None:
        await self._at.insert("campaign", campaign, to_row(campaign))

    async def save(self, campaign: Campaign) -> None:
        await self._at.update("campaign", campaign, to_row(campaign))

    async def load(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Campaign:
        return await self._one(workspace_id, campaign_id, locked=False)

    async def lock(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Campaign:
        return await self._one(workspace_id, campaign_id, locked=True)

    async def find_by_tiktok_id(self, workspace_id: WorkspaceId, tiktok_id: str) -> Campaign | None:
        row = await self._at.row(
            select(CampaignRow).where(
                col(CampaignRow.workspace_id) == workspace_id, col(CampaignRow.tiktok_campaign_id) == tiktok_id
            )
        )
        return None if row is None else from_row(row)

    async def measured(self) -> Sequence[Campaign]:
        rows = await self._at.rows(
            select(CampaignRow)
            .where(col(CampaignRow.state).in_(_MEASURED))
            .order_by(col(CampaignRow.created_at), col(CampaignRow.id))
        )
        return [from_row(row) for row in rows]

    async def awaited(self, now: datetime) -> Sequence[Campaign]:
        its = (
            col(DeliverableRow.workspace_id) == col(CampaignRow.workspace_id),
            col(DeliverableRow.campaign_id) == col(CampaignRow.id),
        )
        rows = await self._at.rows(
            select(CampaignRow)
            .where(
                col(CampaignRow.state).in_(_ENDED),
                select(col(DeliverableRow.id)).where(*its, _is_awaited(now)).exists(),
            )
            .order_by(col(CampaignRow.created_at), col(CampaignRow.id))
        )
        return [from_row(row) for row in rows]

    async def _one(self, workspace_id: WorkspaceId, campaign_id: CampaignId, *, locked: bool) -> Campaign:
        statement = select(CampaignRow).where(
            col(CampaignRow.workspace_id) == workspace_id, col(CampaignRow.id) == campaign_id
        )
        # FOR NO KEY UPDATE: whoever only refers to the campaign need not wait for whoever changes it.
        row = await self._at.row(statement.with_for_update(key_share=True) if locked else statement)
        if row is None:
            raise NotFound("campaign", campaign_id)
        return from_row(row)


def _is_awaited(now: datetime) -> ColumnElement[bool]:
    """Say `domain.awaited.is_awaited` in SQL, and: or it is live. The contract suite compares the two."""
    live = col(DeliverableRow.link_state).in_(_LIVE)
    is_open = col(DeliverableRow.state).in_(_OPEN)
    asked = or_(live, and_(col(DeliverableRow.link_state) == LinkState.APPROVED.value, is_open))
    owed = and_(
        col(CampaignRow.state) == CampaignState.COMPLETED.value,
        is_open,
        col(DeliverableRow.kind) == DeliverableKind.VIDEO.value,
    )
    too_long_ago = now - PATIENCE
    waited_for = or_(
        col(DeliverableRow.link_pending).is_not(None),
        col(CampaignRow.ended_at) > too_long_ago,
        and_(asked, col(DeliverableRow.link_asked_at) > too_long_ago),
        and_(owed, col(DeliverableRow.due_at) > too_long_ago),
    )
    return or_(live, and_(col(CampaignRow.ended_at).is_not(None), or_(asked, owed), waited_for))
