"""Letting go of tokens at TikTok, by a job that does not give up."""

from creatorport.application.grant_holders import GrantHolder
from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.account import TokenGrant
from creatorport.domain.token_family import TokenFamily

REVOCATION = "revocation"
"""What the tokens of a revocation are sealed for."""


def revocation(
    holder: GrantHolder, grant: TokenGrant, vault: TokenVault, family: TokenFamily = TokenFamily.LOGIN_KIT
) -> RevokeGrant:
    """Return the job that revokes a pair. Both tokens go along: TikTok revokes by a living access token only."""
    return RevokeGrant(
        holder.workspace_id,
        holder.id,
        vault.seal(grant.access_token, REVOCATION),
        vault.seal(grant.refresh_token, REVOCATION),
        family.value,
    )
