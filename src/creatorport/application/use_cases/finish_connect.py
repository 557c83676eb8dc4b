from dataclasses import dataclass
from functools import partial

from creatorport.application.connect_business import ConnectBusiness
from creatorport.application.overtaken import until_kept
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import SubscribeToMarketplace
from creatorport.application.ports.marketplace_login import MarketplaceGranted, MarketplaceLogin, TtoAccount
from creatorport.application.ports.tiktok_login import Granted, TikTokLogin
from creatorport.application.ports.tiktok_profiles import TikTokProfiles
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.publishing.holding import let_go_on
from creatorport.application.syncing.begin import BeginSync
from creatorport.application.token_hash import token_hash
from creatorport.domain.account import Profile, TikTokAccount
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.errors import (
    ConnectRefused,
    ConsentDeclined,
    HandleUnchecked,
    InvalidValue,
    NeedsReauth,
    ScopesNotApproved,
    StateUnknown,
    TikTokRefused,
    TikTokTokenRejected,
    WrongAccount,
)
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, MarketplaceId
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.scopes import likely_unapproved
from creatorport.domain.secret import Secret
from creatorport.domain.sync import SyncTrigger
from creatorport.domain.texts import text_or_empty
from creatorport.domain.workspace import Member

_SCOPE_ERRORS = frozenset({"invalid_scope", "scope"})  # the first by OAuth, the other is what the page itself says

PARAMETER_MAX = 4096
"""Longer than anything that TikTok hands to a redirect."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What TikTok's redirect carried. `by` is the caller where one is known; a plain browser redirect has none."""

    state: str
    code: Secret | None
    error: str | None = None
    by: Member | None = None


@dataclass(frozen=True, slots=True)
class ConnectFinished:
    """What was connected: an account, or the workspace's TikTok One account."""

    target: ConnectTarget
    account_id: AccountId | None
    name: str


@dataclass(frozen=True, slots=True)
class FinishConnect:
    """End a consent round trip. The state is spent first, for good, whatever comes of the rest; what TikTok granted is
    kept, whoever else changes the account meanwhile.

    Raises InvalidValue, StateUnknown, StateExpired, StateUsed, StateForeign, ConsentDeclined, ScopesNotApproved,
    WrongAccount, HandleUnchecked, TikTokError.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    login: TikTokLogin
    profiles: TikTokProfiles
    marketplace_login: MarketplaceLogin
    begin_sync: BeginSync
    connect_business: ConnectBusiness

    async def __call__(self, callback: Callback) -> ConnectFinished:
        code = None if callback.code is None else callback.code.reveal()
        for field, value in (("code", code), ("error", callback.error)):
            text_or_empty(value or "", field, PARAMETER_MAX)
        attempt = await self._spend(callback)
        if callback.error is not None:
            raise await self._declined(attempt, callback.error)
        if callback.code is None:
            raise InvalidValue("code", "is missing from TikTok's redirect")
        if attempt.target is ConnectTarget.MARKETPLACE:
            return await self._connect_marketplace(attempt, callback.code)
        if attempt.target is ConnectTarget.BUSINESS:
            account = await self.connect_business(attempt, callback.code)
            return ConnectFinished(attempt.target, account.id, _name(account.profile))
        return await self._connect_account(attempt, callback.code)

    async def _declined(self, attempt: ConnectAttempt, error: str) -> ConnectRefused:
        if error not in _SCOPE_ERRORS or attempt.target is not ConnectTarget.ACCOUNT:
            return ConsentDeclined(error)
        async with self.units() as uow:
            return ScopesNotApproved(likely_unapproved(attempt.scopes, await uow.accounts.scopes_ever_granted()))

    async def _spend(self, callback: Callback) -> ConnectAttempt:
        by = None if callback.by is None else (callback.by.workspace_id, callback.by.id)
        async with self.units() as uow:
            attempt = (await uow.attempts.lock(token_hash(callback.state))).use(self.clock.now(), by=by)
            await uow.attempts.save(attempt)
            await uow.commit()
        return attempt

    async def _connect_account(self, attempt: ConnectAttempt, code: Secret) -> ConnectFinished:
        if attempt.verifier is None:
            raise StateUnknown
        granted = await self._exchange(attempt, code, attempt.verifier)
        try:
            profile = await self.profiles.read(
                granted.grant.access_token, granted.grant.scopes, on_behalf_of=attempt.workspace_id
            )
        except TikTokTokenRejected as error:
            raise NeedsReauth(error.message) from error
        if profile.open_id != granted.open_id:
            raise WrongAccount(granted.open_id, profile.open_id)
        await self._check_expected(attempt, profile)
        await self._check_reconnected(attempt, profile)
        account = await until_kept(partial(self._keep_account, attempt, granted, profile))
        return ConnectFinished(ConnectTarget.ACCOUNT, account.id, _name(profile))

    async def _keep_account(self, attempt: ConnectAttempt, granted: Granted, profile: Profile) -> TikTokAccount:
        now = self.clock.now()
        async with self.units() as uow:
            known = await uow.accounts.find_by_open_id(attempt.workspace_id, granted.open_id)
            if known is None:
                account = TikTokAccount.connected(
                    AccountId(self.identities.new()),
                    attempt.workspace_id,
                    owner=attempt.member_id,
                    profile=profile,
                    grant=granted.grant,
                    requested=attempt.scopes,
                    now=now,
                )
                await uow.accounts.add(account)
            else:
                account = known.reconnect(profile=profile, grant=granted.grant, requested=attempt.scopes, now=now)
                account = account.hand_over(attempt.member_id) if attempt.takes_over else account
                await uow.accounts.save(account)
            if attempt.invite_id is not None:
                invite = await uow.connect_invites.lock_by_id(attempt.workspace_id, attempt.invite_id)
                await uow.connect_invites.save(invite.use(account.id, now))
            await self.begin_sync(uow, account, SyncTrigger.CONNECT)
            await let_go_on(uow, account.workspace_id, account.id, now)
            await uow.commit()
        return account

    async def _exchange(self, attempt: ConnectAttempt, code: Secret, verifier: Secret) -> Granted:
        """Trade the code. TikTok may say only here that a scope is not the app's: then it is told as by its page."""
        try:
            return await self.login.exchange(code, verifier)
        except TikTokRefused as error:
            if error.tiktok_code not in _SCOPE_ERRORS:
                raise
            raise await self._declined(attempt, error.tiktok_code) from error

    async def _check_reconnected(self, attempt: ConnectAttempt, profile: Profile) -> None:
        """Raises WrongAccount unless the account that was to be connected anew signed in."""
        if attempt.account_id is None:
            return
        async with self.units() as uow:
            account = await uow.accounts.load(attempt.workspace_id, attempt.account_id)
        if account.profile.open_id != profile.open_id:
            shown = _shown(account.profile), _shown(profile)
            raise WrongAccount(account.profile.open_id, profile.open_id, shown_as=shown)

    async def _check_expected(self, attempt: ConnectAttempt, profile: Profile) -> None:
        """Raises WrongAccount; or HandleUnchecked when only a handle could tell, and it was not granted."""
        if attempt.expected is None:
            return
        shown = _shown(profile)
        if profile.handle is not None:
            if Handle.of(attempt.expected) != profile.handle:
                raise WrongAccount(attempt.expected, profile.handle.text)
            return
        async with self.units() as uow:
            known = await uow.accounts.find_by_handle(attempt.workspace_id, Handle.of(attempt.expected))
        if known is None:
            raise HandleUnchecked(attempt.expected, shown)
        if known.profile.open_id != profile.open_id:
            raise WrongAccount(attempt.expected, shown, shown_as=(f"@{attempt.expected}", shown))

    async def _connect_marketplace(self, attempt: ConnectAttempt, code: Secret) -> ConnectFinished:
        granted = await self.marketplace_login.exchange(code)
        chosen = _chosen(granted, attempt.expected)
        await until_kept(partial(self._keep_marketplace, attempt, granted, chosen))
        return ConnectFinished(ConnectTarget.MARKETPLACE, None, chosen.name)

    async def _keep_marketplace(self, attempt: ConnectAttempt, granted: MarketplaceGranted, chosen: TtoAccount) -> None:
        now = self.clock.now()
        async with self.units() as uow:
            known = await uow.marketplaces.find(attempt.workspace_id)
            if known is None:
                fresh = Marketplace(
                    MarketplaceId(self.identities.new()),
                    attempt.workspace_id,
                    chosen.id,
                    chosen.name,
                    granted.token,
                    attempt.member_id,
                    now,
                )
                await uow.marketplaces.add(fresh)
            elif known.tto_account_id != chosen.id:
                raise _wrong_tto_account(known.tto_account_id, chosen.id)
            else:
                by = attempt.member_id
                await uow.marketplaces.save(known.reconnect(name=chosen.name, token=granted.token, by=by, now=now))
            await uow.jobs.defer(SubscribeToMarketplace(attempt.workspace_id))
            await uow.commit()


def _chosen(granted: MarketplaceGranted, expected: str | None) -> TtoAccount:
    if not granted.accounts:
        raise InvalidValue("account", "this sign-in reaches no TikTok One account; sign in as the one who owns it")
    if expected is None:
        if len(granted.accounts) > 1:
            ids = ", ".join(account.id for account in granted.accounts)
            raise InvalidValue("expectedTtoAccountId", f"this sign-in reaches several TikTok One accounts: {ids}")
        return granted.accounts[0]
    for account in granted.accounts:
        if account.id == expected:
            return account
    raise _wrong_tto_account(expected, granted.accounts[0].id)


def _wrong_tto_account(expected: str, actual: str) -> WrongAccount:
    return WrongAccount(expected, actual, shown_as=(f"TikTok One account {expected}", f"TikTok One account {actual}"))


def _name(profile: Profile) -> str:
    return profile.handle.text if profile.handle else profile.display_name or profile.open_id


def _shown(profile: Profile) -> str:
    """Return what people may recognise an account by."""
    if profile.handle is not None:
        return f"@{profile.handle.text}"
    return f'An account named "{profile.display_name}"' if profile.display_name else "Another account"
