"""Letting go of tokens at TikTok, by a job that does not give up."""

from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.account import TikTokAccount, TokenGrant

REVOCATION = "revocation"
"""What the tokens of a revocation are sealed for."""


def revocation(account: TikTokAccount, grant: TokenGrant, vault: TokenVault) -> RevokeGrant:
    """Return the job that revokes a pair. Both tokens go along: TikTok revokes by a living access token only."""
    return RevokeGrant(
        account.workspace_id,
        account.id,
        vault.seal(grant.access_token, REVOCATION),
        vault.seal(grant.refresh_token, REVOCATION),
    )
