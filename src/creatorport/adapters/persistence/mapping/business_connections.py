"""Business connections: tokens pass through the vault, each sealed for its own account and use."""

from creatorport.adapters.persistence.mapping.grants import opened, sealed
from creatorport.adapters.persistence.rows import BusinessConnectionRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.account import AccountState
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, WorkspaceId


def to_row(connection: BusinessConnection, vault: TokenVault) -> BusinessConnectionRow:
    return BusinessConnectionRow(
        workspace_id=connection.workspace_id,
        id=connection.account_id,
        open_id=connection.open_id,
        handle=connection.handle.text if connection.handle else None,
        requested_scopes=sorted(connection.requested_scopes),
        state=connection.state.value,
        cause=connection.cause,
        loss=connection.loss.value if connection.loss else None,
        connected_at=connection.connected_at,
        updated_at=connection.updated_at,
        renewing_since=connection.renewing_since,
        warned=connection.warned,
        version=connection.version,
        **sealed(connection.grant, vault, *_purposes(connection.workspace_id, connection.account_id)),
    )


def from_row(row: BusinessConnectionRow, vault: TokenVault) -> BusinessConnection:
    return BusinessConnection(
        account_id=AccountId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        open_id=row.open_id,
        handle=Handle.of(row.handle) if row.handle is not None else None,
        requested_scopes=frozenset(row.requested_scopes),
        state=AccountState(row.state),
        grant=opened(row, vault, *_purposes(row.workspace_id, row.id)),
        connected_at=row.connected_at,
        updated_at=row.updated_at,
        cause=row.cause,
        loss=LossCause(row.loss) if row.loss is not None else None,
        renewing_since=row.renewing_since,
        warned=row.warned,
        version=row.version,
    )


def access_purpose(workspace_id: str, account_id: str) -> str:
    return f"business/{workspace_id}/{account_id}/access"


def refresh_purpose(workspace_id: str, account_id: str) -> str:
    return f"business/{workspace_id}/{account_id}/refresh"


def _purposes(workspace_id: str, account_id: str) -> tuple[str, str]:
    return access_purpose(workspace_id, account_id), refresh_purpose(workspace_id, account_id)
