from collections.abc import Sequence

from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.campaigns import from_row, to_row
from creatorport.adapters.persistence.rows import CampaignRow, DeliverableRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.link_request import LinkState

_MEASURED = (CampaignState.ACTIVE.value, CampaignState.PAUSED.value)
_ENDED = (CampaignState.COMPLETED.value, CampaignState.CANCELLED.value)
_OPEN = (LinkState.ASKING.value, LinkState.IN_REVIEW.value)


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

    async def awaiting_answers(self) -> Sequence[Campaign]:
        asked = (
            select(col(DeliverableRow.id))
            .where(
                col(DeliverableRow.workspace_id) == col(CampaignRow.workspace_id),
                col(DeliverableRow.campaign_id) == col(CampaignRow.id),
                col(DeliverableRow.link_state).in_(_OPEN),
            )
            .exists()
        )
        rows = await self._at.rows(
            select(CampaignRow)
            .where(col(CampaignRow.state).in_(_ENDED), asked)
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
