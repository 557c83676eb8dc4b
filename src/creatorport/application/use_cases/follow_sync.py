from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from creatorport.application.cursors import position
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
        stream = account_sync(query.account_id)
        if query.after is not None:
            return self._steps(query, position(stream, query.after))
        last = await self.feed.last(stream)
        if last is None:
            return self._steps(query, 0)
        return self._steps(query, last.number, from_logged(last))

    async def _steps(
        self, query: FollowSyncQuery, after: int, first: SyncProgressView | None = None
    ) -> AsyncGenerator[SyncProgressView | Gap, None]:
        entries = self.feed.follow(account_sync(query.account_id), after)
        try:
            with self.attention.watching(query.member.workspace_id, ACCOUNT, query.account_id):
                if first is not None:
                    yield first
                async for entry in entries:
                    yield entry if isinstance(entry, Gap) else from_logged(entry)
        finally:
            if isinstance(entries, AsyncGenerator):  # who stops listening must not leave the feed's own wait behind
                await entries.aclose()
