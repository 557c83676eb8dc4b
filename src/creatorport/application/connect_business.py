"""The end of the consent round trip for the business app, for an account that is known already."""

from dataclasses import dataclass
from functools import partial

from creatorport.application.overtaken import until_kept
from creatorport.application.ports.business_profiles import BusinessProfiles
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.jobs import CaptureInsights
from creatorport.application.ports.tiktok_login import Granted, TikTokLogin
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.connecting import ConnectAttempt
from creatorport.domain.errors import (
    HandleUnchecked,
    NeedsReauth,
    StateUnknown,
    TikTokTokenRejected,
    WrongAccount,
)
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class ConnectBusiness:
    """Keep the business app's grant beside the account. Raises WrongAccount for another creator's, HandleUnchecked
    where nothing tells whose it is, NotFound, TikTokError; then nothing was changed.
    """

    units: UnitsOfWork
    clock: Clock
    login: TikTokLogin
    profiles: BusinessProfiles

    async def __call__(self, attempt: ConnectAttempt, code: Secret) -> TikTokAccount:
        if attempt.account_id is None or attempt.verifier is None:
            raise StateUnknown
        granted = await self.login.exchange(code, attempt.verifier)
        handle = await self._handle(attempt, granted)
        return await until_kept(partial(self._take, attempt, attempt.account_id, granted, handle))

    async def _take(
        self, attempt: ConnectAttempt, account_id: AccountId, granted: Granted, handle: Handle | None
    ) -> TikTokAccount:
        async with self.units() as uow:
            account = await uow.accounts.load(attempt.workspace_id, account_id)
            known = await uow.business.find(account.workspace_id, account.id)
            _check(account, known, granted.open_id, handle)
            await self._keep(uow, account, known, granted, handle, attempt.scopes)
            await uow.jobs.defer(CaptureInsights(account.workspace_id, account.id))
            await uow.commit()
        return account

    async def _handle(self, attempt: ConnectAttempt, granted: Granted) -> Handle | None:
        access = CreatorAccess(granted.open_id, granted.grant.access_token, attempt.workspace_id)
        try:
            return await self.profiles.handle(access, granted.grant.scopes)
        except TikTokTokenRejected as error:
            raise NeedsReauth(error.message) from error

    async def _keep(
        self,
        uow: UnitOfWork,
        account: TikTokAccount,
        known: BusinessConnection | None,
        granted: Granted,
        handle: Handle | None,
        asked: frozenset[str],
    ) -> None:
        now, grant = self.clock.now(), granted.grant
        if known is not None:
            again = known.reconnect(open_id=granted.open_id, handle=handle, grant=grant, requested=asked, now=now)
            await uow.business.save(again)
            return
        first = BusinessConnection.connected(
            account.id,
            account.workspace_id,
            open_id=granted.open_id,
            handle=handle,
            grant=grant,
            requested=asked,
            now=now,
        )
        await uow.business.add(first)


def _check(account: TikTokAccount, known: BusinessConnection | None, open_id: str, handle: Handle | None) -> None:
    """Raises WrongAccount, HandleUnchecked."""
    expected = account.profile.handle
    if known is not None:
        if known.open_id != open_id:
            shown = f"@{handle}" if handle else "another creator"
            raise WrongAccount(known.open_id, open_id, shown_as=(shown, f"@{known.handle or expected or account.id}"))
        return
    if expected is None or handle is None:
        raise HandleUnchecked(
            expected.text if expected else account.profile.open_id, "The creator", "user.info.username"
        )
    if expected != handle:
        raise WrongAccount(expected.text, handle.text)
