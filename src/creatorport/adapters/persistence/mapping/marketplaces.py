from creatorport.adapters.persistence.rows import MarketplaceRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.ids import MarketplaceId, MemberId, WorkspaceId
from creatorport.domain.marketplace import Marketplace


def to_row(marketplace: Marketplace, vault: TokenVault) -> MarketplaceRow:
    return MarketplaceRow(
        workspace_id=marketplace.workspace_id,
        id=marketplace.id,
        tto_account_id=marketplace.tto_account_id,
        name=marketplace.name,
        sealed_token=vault.seal(marketplace.token, purpose(marketplace.workspace_id, marketplace.id)),
        connected_by=marketplace.connected_by,
        connected_at=marketplace.connected_at,
        cause=marketplace.cause,
        version=marketplace.version,
    )


def from_row(row: MarketplaceRow, vault: TokenVault) -> Marketplace:
    return Marketplace(
        id=MarketplaceId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        tto_account_id=row.tto_account_id,
        name=row.name,
        token=vault.open(row.sealed_token, purpose(row.workspace_id, row.id)),
        connected_by=MemberId(row.connected_by),
        connected_at=row.connected_at,
        cause=row.cause,
        version=row.version,
    )


def purpose(workspace_id: str, marketplace_id: str) -> str:
    return f"marketplace/{workspace_id}/{marketplace_id}"
