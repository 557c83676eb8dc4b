from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_posting import Poster, TikTokPosting
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.publishing.options_view import PublishingOptionsView
from creatorport.application.publishing.rules import PublishingRules, check_grant
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.whose import account_of
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import PostingBanned, TikTokRefused
from creatorport.domain.ids import AccountId, OptionsId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.composer import CreatorOptions
from creatorport.domain.publishing.preflight import findings
from creatorport.domain.publishing.troubles import CAP_OF, trouble_of
from creatorport.domain.workspace import Member

_BANNED = "spam_risk_user_banned_from_posting"


@dataclass(frozen=True, slots=True)
class ShowPublishingOptionsQuery:
    member: Member
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class ShowPublishingOptions:
    """Ask TikTok what a creator may choose now, and keep the answer for the one post that is made of it.

    Raises NotAllowed, NotFound, NeedsReauth, PublishingNotGranted, PostingBanned, TikTokError.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    as_account: AsAccount
    posting: TikTokPosting
    rules: PublishingRules

    async def __call__(self, query: ShowPublishingOptionsQuery) -> PublishingOptionsView:
        authorize(query.member, Action.PUBLISH_VIDEOS)
        async with self.units() as uow:
            account = await account_of(uow, query.member, query.account_id)
        check_grant(account)
        try:
            options = await self._ask(account)
        except TikTokRefused as error:
            code = error.tiktok_code or ""
            if code == _BANNED:
                raise PostingBanned from error
            if code not in CAP_OF:
                raise
            return await self._none(account, code)
        return await self._kept(account, options)

    async def _ask(self, account: TikTokAccount) -> CreatorOptions:
        return await self.as_account(
            account,
            lambda grant: self.posting.options(Poster(account.workspace_id, account.id, grant.access_token)),
        )

    async def _kept(self, account: TikTokAccount, options: CreatorOptions) -> PublishingOptionsView:
        now = self.clock.now()
        answer = OptionsAnswer(OptionsId(self.identities.new()), account.workspace_id, account.id, options, now)
        async with self.units() as uow:
            caps = await self.rules.caps(uow, account.profile.open_id, now)
            await uow.options.add(answer)
            await uow.commit()
        return PublishingOptionsView(
            account.id,
            now,
            caps,
            findings(options, audited=self.rules.audited),
            options_id=answer.id,
            options=options,
            valid_until=answer.valid_until,
        )

    async def _none(self, account: TikTokAccount, code: str) -> PublishingOptionsView:
        now = self.clock.now()
        async with self.units() as uow:
            caps = await self.rules.caps(uow, account.profile.open_id, now)
        return PublishingOptionsView(account.id, now, caps, (), trouble=trouble_of(code))
