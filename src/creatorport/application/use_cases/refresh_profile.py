from dataclasses import dataclass

from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_profiles import TikTokProfiles
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import Profile, TikTokAccount
from creatorport.domain.errors import NotFound, TikTokTokenRejected
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
    TikTokError; whatever is raised, the last good profile stays.
    """

    units: UnitsOfWork
    clock: Clock
    tokens: FreshTokens
    profiles: TikTokProfiles

    async def __call__(self, command: RefreshProfileCommand) -> None:
        authorize(command.member, Action.CONNECT_OWN_ACCOUNT)
        account = await self._load(command)
        profile = await self._read(account)
        async with self.units() as uow:
            newest = await uow.accounts.load(account.workspace_id, account.id)
            await uow.accounts.save(newest.see(profile, self.clock.now()))
            await uow.commit()

    async def _load(self, command: RefreshProfileCommand) -> TikTokAccount:
        async with self.units() as uow:
            account = await uow.accounts.load(command.member.workspace_id, command.account_id)
        if account.owner != command.member.id and not may(command.member, Action.MANAGE_ALL_ACCOUNTS):
            raise NotFound("TikTok account", command.account_id)
        return account

    async def _read(self, account: TikTokAccount) -> Profile:
        grant = await self.tokens.grant(account.workspace_id, account.id)
        try:
            return await self.profiles.read(grant.access_token, grant.scopes)
        except TikTokTokenRejected:
            again = await self.tokens.grant(account.workspace_id, account.id, rejected=grant.access_token)
            return await self.profiles.read(again.access_token, again.scopes)
