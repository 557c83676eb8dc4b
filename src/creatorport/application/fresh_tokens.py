"""Access tokens that work: refreshed before they expire, by one caller at a time across all processes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.leases import Leases
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import TikTokAccount, TokenGrant
from creatorport.domain.errors import ConcurrentChange, NeedsReauth, TikTokTokenRejected
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class FreshTokens:
    """TikTok kills a refresh token with its first use, so the lease is held around re-reading, refreshing, saving."""

    units: UnitsOfWork
    clock: Clock
    leases: Leases
    login: TikTokLogin

    async def grant(
        self, workspace_id: WorkspaceId, account_id: AccountId, *, rejected: Secret | None = None
    ) -> TokenGrant:
        """Return a grant whose access token is good for a while.

        `rejected` is an access token that TikTok just refused: it is not returned again. Raises NotFound,
        NeedsReauth, and TikTokError when TikTok cannot be asked; then the stored pair stays as it is.
        """
        held = _usable(await self._load(workspace_id, account_id))
        if not self._must_renew(held, rejected):
            return held
        async with self.leases.hold(f"grant/{account_id}"):
            account = await self._load(workspace_id, account_id)
            newest = _usable(account)
            if not self._must_renew(newest, rejected):
                return newest
            return await self._renew(account, newest)

    def _must_renew(self, grant: TokenGrant, rejected: Secret | None) -> bool:
        return grant.access_token == rejected or grant.due_for_refresh(self.clock.now())

    async def _renew(self, account: TikTokAccount, grant: TokenGrant) -> TokenGrant:
        try:
            renewed = await self.login.refresh(grant.refresh_token)
        except TikTokTokenRejected as error:
            step = partial(TikTokAccount.lose_grant, cause=error.message, now=self.clock.now())
        else:
            step = partial(TikTokAccount.renew, grant=renewed, now=self.clock.now())
        return _usable(await self._take(step, account, grant))

    async def _take(
        self, step: Callable[[TikTokAccount], TikTokAccount], account: TikTokAccount, used: TokenGrant
    ) -> TikTokAccount:
        """Commit what came of refreshing `used`, before anyone acts on it; return the account as it then is.

        What TikTok gave us once, it does not give again, so nobody else's change of the account may undo it. But an
        account that was connected anew or disconnected meanwhile stays as it is: its grant is another one.
        """
        while True:
            newest = await self._load(account.workspace_id, account.id)
            if newest.grant != used:
                return newest
            stepped = step(newest)
            try:
                async with self.units() as uow:
                    await uow.accounts.save(stepped)
                    await uow.commit()
            except ConcurrentChange:
                continue
            return stepped

    async def _load(self, workspace_id: WorkspaceId, account_id: AccountId) -> TikTokAccount:
        async with self.units() as uow:
            return await uow.accounts.load(workspace_id, account_id)


def _usable(account: TikTokAccount) -> TokenGrant:
    if account.grant is None:
        raise NeedsReauth(account.cause or "the account is disconnected")
    return account.grant
