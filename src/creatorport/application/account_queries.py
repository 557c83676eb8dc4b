"""Reads of connected accounts, for one member; a part of `queries.Queries`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from creatorport.application.activity_views import AccountActivityView
from creatorport.application.planning.attention import notice
from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.attention import ACCOUNT
from creatorport.application.sync_views import SyncRunView
from creatorport.application.views import AccountView, Page, ProfileSnapshotView, Slice, SnapshotView, VideoView
from creatorport.domain.comment_news import CommentTally
from creatorport.domain.ids import AccountId, MemberId, SyncRunId, VideoId
from creatorport.domain.workspace import Member

if TYPE_CHECKING:
    from creatorport.application.queries import Reads


class AccountQueries:
    __slots__ = ()

    member: Member
    reads: "Reads"

    async def accounts(self, part: Slice) -> Page[AccountView]:
        """All accounts of the workspace, or the member's own where that is all they may see."""
        authorize(self.member, Action.SEE_OWN_ACCOUNTS)
        owner = None if may(self.member, Action.SEE_ALL_ACCOUNTS) else self.member.id
        return await self.reads.accounts.page(self.member.workspace_id, part, owner=owner)

    async def accounts_by_ids(self, ids: Collection[AccountId]) -> Mapping[AccountId, AccountView]:
        authorize(self.member, Action.SEE_OWN_ACCOUNTS)
        notice(self.reads.attention, self.member, ACCOUNT, ids)
        found = await self.reads.accounts.by_ids(self.member.workspace_id, ids)
        if may(self.member, Action.SEE_ALL_ACCOUNTS):
            return found
        return {key: account for key, account in found.items() if account.owner == self.member.id}

    async def videos_of_accounts(
        self, ids: Collection[AccountId], part: Slice, *, order: str = "newest"
    ) -> Mapping[AccountId, Page[VideoView]]:
        owner = self._account_owner()
        notice(self.reads.attention, self.member, ACCOUNT, ids)
        return await self.reads.videos.pages_of_accounts(self.member.workspace_id, ids, part, order=order, owner=owner)

    async def videos_by_ids(self, ids: Collection[VideoId]) -> Mapping[VideoId, VideoView]:
        owner = self._account_owner()
        return await self.reads.videos.by_ids(self.member.workspace_id, ids, owner=owner)

    async def video_histories(self, ids: Collection[VideoId], newest: int) -> Mapping[VideoId, Sequence[SnapshotView]]:
        owner = self._account_owner()
        return await self.reads.videos.histories(self.member.workspace_id, ids, newest, owner=owner)

    async def comments_of_videos(self, ids: Collection[VideoId]) -> Mapping[VideoId, CommentTally]:
        owner = self._account_owner()
        return await self.reads.comments.of_videos(self.member.workspace_id, ids, owner=owner)

    async def profile_histories(
        self, ids: Collection[AccountId], newest: int
    ) -> Mapping[AccountId, Sequence[ProfileSnapshotView]]:
        owner = self._account_owner()
        return await self.reads.videos.profile_histories(self.member.workspace_id, ids, newest, owner=owner)

    async def runs_of_accounts(self, ids: Collection[AccountId], part: Slice) -> Mapping[AccountId, Page[SyncRunView]]:
        owner = self._account_owner()
        return await self.reads.syncs.pages_of_accounts(self.member.workspace_id, ids, part, owner=owner)

    async def activity_of_accounts(
        self, ids: Collection[AccountId], part: Slice, *, kinds: Collection[str]
    ) -> Mapping[AccountId, Page[AccountActivityView]]:
        owner = self._account_owner()
        return await self.reads.activities.pages_of_accounts(
            self.member.workspace_id, ids, part, kinds=kinds, owner=owner
        )

    async def runs_by_ids(self, ids: Collection[SyncRunId]) -> Mapping[SyncRunId, SyncRunView]:
        owner = self._account_owner()
        return await self.reads.syncs.by_ids(self.member.workspace_id, ids, owner=owner)

    async def last_runs(self, ids: Collection[AccountId]) -> Mapping[AccountId, SyncRunView]:
        owner = self._account_owner()
        return await self.reads.syncs.last(self.member.workspace_id, ids, owner=owner)

    async def next_syncs(self, ids: Collection[AccountId]) -> Mapping[AccountId, datetime]:
        owner = self._account_owner()
        return await self.reads.syncs.next_times(self.member.workspace_id, ids, owner=owner)

    def _account_owner(self) -> MemberId | None:
        """Whose accounts the member may see: their own, or everybody's (None)."""
        authorize(self.member, Action.SEE_OWN_ACCOUNTS)
        return None if may(self.member, Action.SEE_ALL_ACCOUNTS) else self.member.id
