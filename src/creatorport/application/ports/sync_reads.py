"""Reads of accounts' videos and syncs, by the rules of `ports.reads`.

`owner` narrows every answer to the accounts of one member.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from creatorport.application.sync_views import SyncRunView
from creatorport.application.views import Page, ProfileSnapshotView, Slice, SnapshotView, VideoView
from creatorport.domain.ids import AccountId, MemberId, SyncRunId, VideoId, WorkspaceId


class VideoReads(Protocol):
    async def pages_of_accounts(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[AccountId],
        part: Slice,
        *,
        order: str = "newest",
        owner: MemberId | None = None,
    ) -> Mapping[AccountId, Page[VideoView]]:
        """Return the same part of each account's videos: "newest", most "views" or most "likes" first."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], *, owner: MemberId | None = None
    ) -> Mapping[VideoId, VideoView]: ...

    async def histories(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], newest: int, *, owner: MemberId | None = None
    ) -> Mapping[VideoId, Sequence[SnapshotView]]:
        """Return the `newest` captures of each video, oldest of them first."""
        ...

    async def profile_histories(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], newest: int, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, Sequence[ProfileSnapshotView]]:
        """Return the `newest` captures of each account's own counts, oldest first; those without any are left out."""
        ...


class SyncReads(Protocol):
    async def pages_of_accounts(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], part: Slice, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, Page[SyncRunView]]:
        """Return the same part of each account's runs, newest first."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[SyncRunId], *, owner: MemberId | None = None
    ) -> Mapping[SyncRunId, SyncRunView]: ...

    async def last(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, SyncRunView]:
        """Return the newest run of each account that ever had one."""
        ...

    async def next_times(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, datetime]:
        """Return when each account is synced next by schedule; those without a working grant are left out."""
        ...
