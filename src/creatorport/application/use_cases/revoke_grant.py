from dataclasses import dataclass

from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.use_cases.disconnect_account import REVOCATION


@dataclass(frozen=True, slots=True)
class Revoke:
    """Tell TikTok that we let go. Raises TikTokError, and is then tried again by the worker."""

    login: TikTokLogin
    vault: TokenVault

    async def __call__(self, job: RevokeGrant) -> None:
        await self.login.revoke(self.vault.open(job.sealed_token, REVOCATION))
