"""Business connections: tokens pass through the vault, each sealed for its own account and use."""

from creatorport.adapters.persistence.rows import BusinessConnectionRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.account import AccountState, TokenGrant
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, WorkspaceId


def to_row(connection: BusinessConnection, vault: TokenVault) -> BusinessConnectionRow:
    grant, whose = connection.grant, (connection.workspace_id, connection.account_id)
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
        sealed_access_token=vault.seal(grant.access_token, access_purpose(*whose)) if grant else None,
        sealed_refresh_token=vault.seal(grant.refresh_token, refresh_purpose(*whose)) if grant else None,
        access_expires_at=grant.access_expires_at if grant else None,
        refresh_expires_at=grant.refresh_expires_at if grant else None,
        issued_at=grant.issued_at if grant else None,
        scopes=sorted(grant.scopes) if grant else None,
        renewing_since=connection.renewing_since,
        warned=connection.warned,
        version=connection.version,
    )


def from_row(row: BusinessConnectionRow, vault: TokenVault) -> BusinessConnection:
    return BusinessConnection(
        account_id=AccountId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        open_id=row.open_id,
        handle=Handle.of(row.handle) if row.handle is not None else None,
        requested_scopes=frozenset(row.requested_scopes),
        state=AccountState(row.state),
        grant=_grant(row, vault),
        connected_at=row.connected_at,
        updated_at=row.updated_at,
        cause=row.cause,
        loss=LossCause(row.loss) if row.loss is not None else None,
        renewing_since=row.renewing_since,
        warned=row.warned,
        version=row.version,
    )


def _grant(row: BusinessConnectionRow, vault: TokenVault) -> TokenGrant | None:
    if (
        row.sealed_access_token is None
        or row.sealed_refresh_token is None
        or row.access_expires_at is None
        or row.refresh_expires_at is None
        or row.issued_at is None
    ):
        return None
    return TokenGrant(
        access_token=vault.open(row.sealed_access_token, access_purpose(row.workspace_id, row.id)),
        refresh_token=vault.open(row.sealed_refresh_token, refresh_purpose(row.workspace_id, row.id)),
        access_expires_at=row.access_expires_at,
        refresh_expires_at=row.refresh_expires_at,
        issued_at=row.issued_at,
        scopes=frozenset(row.scopes or ()),
    )


def access_purpose(workspace_id: str, account_id: str) -> str:
    return f"business/{workspace_id}/{account_id}/access"


def refresh_purpose(workspace_id: str, account_id: str) -> str:
    return f"business/{workspace_id}/{account_id}/refresh"
