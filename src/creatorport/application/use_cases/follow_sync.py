from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from creatorport.application.following import follow
from creatorport.application.planning.attention import Inattention
from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.attention import ACCOUNT, Attention
from creatorport.application.ports.event_log import EventFeed, Gap
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import account_sync
from creatorport.application.sync_views import SyncProgressView
from creatorport.application.syncing.progress import from_logged
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class FollowSyncQuery:
    member: Member
    account_id: AccountId
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FollowSync:
    """Follow an account's sync runs.

    Without `after`: where the latest run stands, if there was any, then each step. With `after`: every step behind
    that cursor, without gap or repeat; a Gap first where some are no longer kept. Raises NotAllowed, NotFound,
    InvalidValue.
    """

    units: UnitsOfWork
    feed: EventFeed
    attention: Attention = field(default_factory=Inattention)

    async def __call__(self, query: FollowSyncQuery) -> AsyncGenerator[SyncProgressView | Gap, None]:
        authorize(query.member, Action.SEE_OWN_ACCOUNTS)
        async with self.units() as uow:
            account = await uow.accounts.load(query.member.workspace_id, query.account_id)
        if account.owner != query.member.id and not may(query.member, Action.SEE_ALL_ACCOUNTS):
            raise NotFound("TikTok account", query.account_id)
        watching = self.attention.watching(query.member.workspace_id, ACCOUNT, query.account_id)
        return await follow(self.feed, account_sync(query.account_id), query.after, from_logged, watching=watching)
