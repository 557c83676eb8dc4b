from collections.abc import Mapping
from dataclasses import dataclass, field

from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.revocations import REVOCATION
from creatorport.domain.errors import TikTokTokenRejected
from creatorport.domain.token_family import TokenFamily


@dataclass(frozen=True, slots=True)
class RevokeAtTikTok:
    """Tell TikTok that we let go. Raises TikTokError, and is then tried again by the worker.

    A revocation ends the person's whole connection to our app, so it is left out while an account of theirs, here or in
    another workspace, is connected by another grant. `others` are the logins of further families of tokens.
    """

    units: UnitsOfWork
    login: TikTokLogin
    vault: TokenVault
    others: Mapping[TokenFamily, TikTokLogin] = field(default_factory=dict)

    async def __call__(self, job: RevokeGrant) -> None:
        if await self._is_connected(job):
            return
        login = self.others.get(TokenFamily(job.family), self.login)
        if await login.revoke(self.vault.open(job.sealed_token, REVOCATION)) or job.sealed_refresh_token is None:
            return
        # An access token lives for hours, the connection for months: a fresh one can still end it.
        try:
            renewed = await login.refresh(self.vault.open(job.sealed_refresh_token, REVOCATION))
        except TikTokTokenRejected:
            return  # TikTok knows neither token: there is nothing left to revoke
        await login.revoke(renewed.access_token)

    async def _is_connected(self, job: RevokeGrant) -> bool:
        async with self.units() as uow:
            if TokenFamily(job.family) is TokenFamily.BUSINESS_CREATOR:
                connection = await uow.business.load(job.workspace_id, job.account_id)
                return any(one.grant is not None for one in await uow.business.everywhere(connection.open_id))
            account = await uow.accounts.load(job.workspace_id, job.account_id)
            return any(one.grant is not None for one in await uow.accounts.everywhere(account.profile.open_id))
