"""Access tokens that work: refreshed before they expire, by one caller at a time across all processes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from creatorport.application.grant_holders import Accounts, GrantHolder, GrantHolders
from creatorport.application.overtaken import until_kept
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.leases import Leases
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.revocations import revocation
from creatorport.domain.account import TokenGrant
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.errors import (
    NeedsReauth,
    TikTokAnswerLost,
    TikTokError,
    TikTokTokenRejected,
)
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.secret import Secret

Wanted = Callable[[TokenGrant], bool]
Step = Callable[[GrantHolder], GrantHolder]


@dataclass(frozen=True, slots=True)
class FreshTokens:
    """TikTok kills a refresh token with its first use, so the lease is held around re-reading, refreshing, saving.

    Before TikTok is asked, the account notes that it is: when the answer is lost, or this process dies, whoever finds
    the old pair dead knows why. `login` and `holders` are of one family of tokens.
    """

    units: UnitsOfWork
    clock: Clock
    leases: Leases
    login: TikTokLogin
    vault: TokenVault
    holders: GrantHolders = field(default_factory=Accounts)

    async def grant(
        self, workspace_id: WorkspaceId, account_id: AccountId, *, rejected: Secret | None = None
    ) -> TokenGrant:
        """Return a grant whose access token is good for a while.

        `rejected` is an access token that TikTok just refused: it is not returned again. Raises NotFound,
        NeedsReauth, and TikTokError when TikTok cannot be asked; then the stored pair stays as it is.
        """
        return await self.renewed_if(
            workspace_id,
            account_id,
            lambda grant: grant.access_token == rejected or grant.due_for_refresh(self.clock.now()),
        )

    async def renewed_if(self, workspace_id: WorkspaceId, account_id: AccountId, wanted: Wanted) -> TokenGrant:
        """Return the account's grant, renewed first if it is `wanted` so of the newest one. Raises as `grant` does."""
        held = _usable(await self._load(workspace_id, account_id))
        if not wanted(held):
            return held
        async with self.leases.hold(self.holders.lease(account_id)):
            account = await self._load(workspace_id, account_id)
            newest = _usable(account)
            return await self._renew(account, newest) if wanted(newest) else newest

    async def _renew(self, account: GrantHolder, grant: TokenGrant) -> TokenGrant:
        interrupted = account.renewing_since is not None
        await self._if_still(account, grant, lambda one: one.begin_renewal(self.clock.now()))
        try:
            renewed = await self._refresh_twice(account, grant)
        except TikTokTokenRejected as error:
            loss = _loss(interrupted=interrupted, ended=self.clock.now() >= grant.refresh_expires_at)
            cause = error.message
            lost = await self._if_still(account, grant, lambda one: one.lose_grant(cause, self.clock.now(), loss=loss))
            return _usable(lost)
        except TikTokError as error:
            # Unless the answer was lost, nothing happened; but a renewal begun before this one is still in doubt.
            if not interrupted and not isinstance(error, TikTokAnswerLost):
                await self._if_still(account, grant, lambda one: one.abandon_renewal())
            raise
        return _usable(await self._keep(account, grant, renewed))

    async def _refresh_twice(self, account: GrantHolder, grant: TokenGrant) -> TokenGrant:
        """Trade the refresh token; a rejection is believed only when the newest stored pair is rejected, too."""
        try:
            return await self.login.refresh(grant.refresh_token)
        except TikTokTokenRejected:
            newest = await self._load(account.workspace_id, account.id)
            if newest.grant != grant:
                raise
            return await self.login.refresh(grant.refresh_token)

    async def _if_still(self, account: GrantHolder, used: TokenGrant, step: Step) -> GrantHolder:
        """Change the account, unless it was connected anew or disconnected: its grant is another one then."""

        async def attempt() -> GrantHolder:
            async with self.units() as uow:
                newest = await self.holders.load(uow, account.workspace_id, account.id)
                stepped = step(newest) if newest.grant == used else newest
                if stepped is not newest:
                    await self.holders.save(uow, stepped)
                    await uow.commit()
                return stepped

        return await until_kept(attempt)

    async def _keep(self, account: GrantHolder, used: TokenGrant, renewed: TokenGrant) -> GrantHolder:
        """Commit the new pair before anyone acts on it; return the account as it then is.

        What TikTok gave us once, it does not give again, so nobody else's change of the account may undo it. But an
        account that was connected anew keeps that grant; and if it was let go meanwhile, so is the new pair.
        """

        async def attempt() -> GrantHolder | None:
            async with self.units() as uow:
                newest = await self.holders.load(uow, account.workspace_id, account.id)
                if newest.grant == used:
                    await self.holders.save(uow, newest.renew(renewed, self.clock.now()))
                elif newest.grant is None:
                    await uow.jobs.defer(revocation(newest, renewed, self.vault, self.holders.family))
                else:
                    return newest
                await uow.commit()
            return None

        return await until_kept(attempt) or await self._load(account.workspace_id, account.id)

    async def _load(self, workspace_id: WorkspaceId, account_id: AccountId) -> GrantHolder:
        async with self.units() as uow:
            return await self.holders.load(uow, workspace_id, account_id)


def _usable(account: GrantHolder) -> TokenGrant:
    if account.grant is None:
        raise NeedsReauth(account.cause or "the account is disconnected")
    return account.grant


def _loss(*, interrupted: bool, ended: bool) -> LossCause:
    if ended:
        return LossCause.GRANT_ENDED
    return LossCause.RENEWAL_LOST if interrupted else LossCause.TOKEN_REJECTED
