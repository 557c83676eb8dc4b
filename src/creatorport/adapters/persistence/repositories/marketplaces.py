from collections.abc import Sequence

from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.marketplaces import from_row, to_row
from creatorport.adapters.persistence.rows import MarketplaceRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.marketplace import Marketplace


class SqlMarketplaces:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault

    async def add(self, marketplace: Marketplace) -> None:
        await self._at.insert("marketplace", marketplace, to_row(marketplace, self._vault))

    async def save(self, marketplace: Marketplace) -> None:
        await self._at.update("marketplace", marketplace, to_row(marketplace, self._vault))

    async def find(self, workspace_id: WorkspaceId) -> Marketplace | None:
        row = await self._at.row(select(MarketplaceRow).where(col(MarketplaceRow.workspace_id) == workspace_id))
        return None if row is None else from_row(row, self._vault)

    async def of_tto_account(self, tto_account_id: str) -> Sequence[Marketplace]:
        rows = await self._at.rows(
            select(MarketplaceRow)
            .where(col(MarketplaceRow.tto_account_id) == tto_account_id)
            .order_by(col(MarketplaceRow.workspace_id))
        )
        return [from_row(row, self._vault) for row in rows]

    async def working(self) -> Sequence[Marketplace]:
        works = col(MarketplaceRow.cause).is_(None)
        rows = await self._at.rows(select(MarketplaceRow).where(works).order_by(col(MarketplaceRow.workspace_id)))
        return [from_row(row, self._vault) for row in rows]
