from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from creatorport.application.account_changes import change, failed
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.once import Once
from creatorport.application.overtaken import until_kept
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_profiles import TikTokProfiles
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.syncing.taking import take_profile
from creatorport.application.whose import account_of
from creatorport.domain.account import Profile, TikTokAccount
from creatorport.domain.errors import TikTokError, TikTokTokenRejected
from creatorport.domain.ids import AccountId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RefreshProfileCommand:
    member: Member
    account_id: AccountId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RefreshProfile:
    """Read an account's profile from TikTok now, and keep its counts in the account's history, as a sync does.

    A token that TikTok refuses is renewed once and tried once more. What was read under an idempotency key is not read
    again for its repeats. Raises NotAllowed, NotFound, NeedsReauth, TikTokError, IdempotencyConflict; whatever is
    raised, the last good profile stays, and what TikTok said is kept beside it.
    """

    units: UnitsOfWork
    clock: Clock
    tokens: FreshTokens
    profiles: TikTokProfiles
    fresh_for: timedelta

    async def __call__(self, command: RefreshProfileCommand) -> None:
        authorize(command.member, Action.CONNECT_OWN_ACCOUNT)
        account = await self._load(command)
        if account is None:
            return
        try:
            profile = await self._read(account)
        except TikTokError as error:
            await self._note(account, error)
            raise
        await until_kept(partial(self._take, command, account, profile))

    async def _take(self, command: RefreshProfileCommand, account: TikTokAccount, profile: Profile) -> None:
        """Keep the profile and a capture of its counts, unless the account was let go of meanwhile."""
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return
            newest = await uow.accounts.load(account.workspace_id, account.id)
            if newest.grant is not None:
                await take_profile(uow, newest, profile, self.clock.now(), self.fresh_for)
                await once.keep(account.id)
                await uow.commit()

    async def _load(self, command: RefreshProfileCommand) -> TikTokAccount | None:
        """Return the account; None where it was read under this key already. The key is claimed with what was read."""
        async with self.units() as uow:
            account = await account_of(uow, command.member, command.account_id)
            return account if await Once(uow, command).earlier() is None else None

    async def _note(self, account: TikTokAccount, error: TikTokError) -> None:
        code, message = failed(error)
        await change(
            self.units, account.workspace_id, account.id, lambda one: one.fail(code, message, self.clock.now())
        )

    async def _read(self, account: TikTokAccount) -> Profile:
        grant = await self.tokens.grant(account.workspace_id, account.id)
        try:
            return await self.profiles.read(grant.access_token, grant.scopes, on_behalf_of=account.workspace_id)
        except TikTokTokenRejected:
            again = await self.tokens.grant(account.workspace_id, account.id, rejected=grant.access_token)
            return await self.profiles.read(again.access_token, again.scopes, on_behalf_of=account.workspace_id)
