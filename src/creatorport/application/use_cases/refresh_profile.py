from dataclasses import dataclass

from creatorport.application.account_changes import change, failed
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_profiles import TikTokProfiles
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import Profile, TikTokAccount
from creatorport.domain.errors import NotFound, TikTokError, TikTokTokenRejected
from creatorport.domain.ids import AccountId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RefreshProfileCommand:
    member: Member
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class RefreshProfile:
    """Read an account's profile from TikTok now.

    A token that TikTok refuses is renewed once and tried once more. Raises NotAllowed, NotFound, NeedsReauth,
    TikTokError; whatever is raised, the last good profile stays, and what TikTok said is kept beside it.
    """

    units: UnitsOfWork
    clock: Clock
    tokens: FreshTokens
    profiles: TikTokProfiles

    async def __call__(self, command: RefreshProfileCommand) -> None:
        authorize(command.member, Action.CONNECT_OWN_ACCOUNT)
        account = await self._load(command)
        try:
            profile = await self._read(account)
        except TikTokError as error:
            await self._note(account, error)
            raise
        await change(self.units, account.workspace_id, account.id, lambda one: one.see(profile, self.clock.now()))

    async def _load(self, command: RefreshProfileCommand) -> TikTokAccount:
        async with self.units() as uow:
            account = await uow.accounts.load(command.member.workspace_id, command.account_id)
        if account.owner != command.member.id and not may(command.member, Action.MANAGE_ALL_ACCOUNTS):
            raise NotFound("TikTok account", command.account_id)
        return account

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
