"""Grants of either family of tokens: both tokens pass through the vault, each sealed for its own holder and use."""

from typing import Any

from creatorport.adapters.persistence.rows import AccountRow, BusinessConnectionRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.account import TokenGrant


def sealed(grant: TokenGrant | None, vault: TokenVault, access: str, refresh: str) -> dict[str, Any]:
    """Return the columns of a grant. `access` and `refresh` are what its tokens are sealed for."""
    return {
        "sealed_access_token": vault.seal(grant.access_token, access) if grant else None,
        "sealed_refresh_token": vault.seal(grant.refresh_token, refresh) if grant else None,
        "access_expires_at": grant.access_expires_at if grant else None,
        "refresh_expires_at": grant.refresh_expires_at if grant else None,
        "issued_at": grant.issued_at if grant else None,
        "scopes": sorted(grant.scopes) if grant else None,
    }


def opened(row: AccountRow | BusinessConnectionRow, vault: TokenVault, access: str, refresh: str) -> TokenGrant | None:
    """Return the grant of a row, if there is one whole."""
    if (
        row.sealed_access_token is None
        or row.sealed_refresh_token is None
        or row.access_expires_at is None
        or row.refresh_expires_at is None
        or row.issued_at is None
    ):
        return None
    return TokenGrant(
        access_token=vault.open(row.sealed_access_token, access),
        refresh_token=vault.open(row.sealed_refresh_token, refresh),
        access_expires_at=row.access_expires_at,
        refresh_expires_at=row.refresh_expires_at,
        issued_at=row.issued_at,
        scopes=frozenset(row.scopes or ()),
    )
