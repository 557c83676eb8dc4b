"""The reads of videos and syncs in memory."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from creatorport.application.sync_views import SyncRunView
from creatorport.application.syncing.progress import run_view
from creatorport.application.views import Page, ProfileSnapshotView, Slice, SnapshotView, VideoView
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo, VideoSnapshot
from creatorport.domain.ids import AccountId, MemberId, SyncRunId, VideoId, WorkspaceId
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import SyncRun, SyncTimes
from tests.fakes.shelf import Shelf, page


def _count(name: str) -> Callable[[AccountVideo], int]:
    def of(video: AccountVideo) -> int:
        known = getattr(video.latest.counts, name) if video.latest else None
        return -1 if known is None else known

    return of


ORDERS: Mapping[str, Callable[[AccountVideo], Any]] = {
    "newest": lambda video: video.facts.published_at or video.first_seen_at,
    "views": _count("views"),
    "likes": _count("likes"),
}


@dataclass
class InMemoryVideoReads:
    shelf: Shelf

    async def pages_of_accounts(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[AccountId],
        part: Slice,
        *,
        order: str = "newest",
        owner: MemberId | None = None,
    ) -> Mapping[AccountId, Page[VideoView]]:
        found = self.shelf.of(AccountVideo, workspace_id, "video", "videos.pages_of_accounts")
        found.sort(key=lambda one: (ORDERS[order](one), one.id), reverse=True)
        return {
            key: page("videos", [one for one in found if one.account_id == key], part, _video)
            for key in _seen(self.shelf, workspace_id, ids, owner)
        }

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], *, owner: MemberId | None = None
    ) -> Mapping[VideoId, VideoView]:
        self.shelf.calls.append("videos.by_ids")
        return {one.id: _video(one) for one in self._shown(workspace_id, ids, owner)}

    async def histories(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], newest: int, *, owner: MemberId | None = None
    ) -> Mapping[VideoId, Sequence[SnapshotView]]:
        shown = {one.id for one in self._shown(workspace_id, ids, owner)}
        captured = self.shelf.keyed(VideoSnapshot, workspace_id, "video-snapshot", "videos.histories")
        captured.sort(key=lambda entry: entry[1].pedigree.captured_at)
        return {key: [_snapshot(one) for of, one in captured if of == key][-newest:] for key in shown}

    async def profile_histories(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], newest: int, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, Sequence[ProfileSnapshotView]]:
        captured = self.shelf.keyed(ProfileSnapshot, workspace_id, "profile-snapshot", "videos.profile_histories")
        captured.sort(key=lambda entry: entry[1].pedigree.captured_at)
        seen = _seen(self.shelf, workspace_id, ids, owner) & {of for of, _ in captured}
        return {key: [_profile(one) for of, one in captured if of == key][-newest:] for key in seen}

    def _shown(self, workspace_id: WorkspaceId, ids: Collection[VideoId], owner: MemberId | None) -> list[AccountVideo]:
        found = self.shelf.of(AccountVideo, workspace_id, "video")
        mine = _seen(self.shelf, workspace_id, {one.account_id for one in found}, owner)
        return [one for one in found if one.id in ids and one.account_id in mine]


@dataclass
class InMemorySyncReads:
    shelf: Shelf

    async def pages_of_accounts(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], part: Slice, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, Page[SyncRunView]]:
        found = self._runs(workspace_id, "syncs.pages_of_accounts")
        return {
            key: page("syncs", [one for one in found if one.account_id == key], part, run_view)
            for key in _seen(self.shelf, workspace_id, ids, owner)
        }

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[SyncRunId], *, owner: MemberId | None = None
    ) -> Mapping[SyncRunId, SyncRunView]:
        found = self._runs(workspace_id, "syncs.by_ids")
        mine = _seen(self.shelf, workspace_id, {one.account_id for one in found}, owner)
        return {one.id: run_view(one) for one in found if one.id in ids and one.account_id in mine}

    async def last(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, SyncRunView]:
        found = self._runs(workspace_id, "syncs.last")
        mine = _seen(self.shelf, workspace_id, ids, owner)
        return {one.account_id: run_view(one) for one in reversed(found) if one.account_id in mine}

    async def next_times(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, datetime]:
        granted = {one.id for one in self.shelf.of(TikTokAccount, workspace_id, "account") if one.grant is not None}
        mine = _seen(self.shelf, workspace_id, ids, owner) & granted
        found = self.shelf.of(SyncTimes, workspace_id, "sync-times", "syncs.next_times")
        return {one.account_id: one.next_at for one in found if one.account_id in mine and one.next_at is not None}

    def _runs(self, workspace_id: WorkspaceId, call: str) -> list[SyncRun]:
        found = self.shelf.of(SyncRun, workspace_id, "sync", call)
        return sorted(found, key=lambda one: (one.queued_at, one.id), reverse=True)


def _seen(
    shelf: Shelf, workspace_id: WorkspaceId, ids: Collection[AccountId], owner: MemberId | None
) -> set[AccountId]:
    accounts = shelf.of(TikTokAccount, workspace_id, "account")
    return {one.id for one in accounts if one.id in ids and (owner is None or one.owner == owner)}


def _snapshot(one: VideoSnapshot) -> SnapshotView:
    read = one.pedigree
    return SnapshotView(one.counts, read.source.value, read.captured_at, read.fresh_until, one.fell)


def _profile(one: ProfileSnapshot) -> ProfileSnapshotView:
    reach, read = one.reach, one.pedigree
    return ProfileSnapshotView(
        reach.followers,
        reach.following,
        reach.likes,
        reach.videos,
        read.source.value,
        read.captured_at,
        read.fresh_until,
        one.fell,
    )


def _video(one: AccountVideo) -> VideoView:
    facts = one.facts
    return VideoView(
        one.id,
        one.account_id,
        one.video_id,
        facts.published_at,
        facts.title,
        facts.description,
        facts.duration,
        facts.cover.url if facts.cover else None,
        facts.cover.expires_at if facts.cover else None,
        facts.share_url,
        facts.embed_url,
        one.state.value,
        one.first_seen_at,
        one.seen_at,
        one.first_missing_at,
        _snapshot(one.latest) if one.latest else None,
        one.dropped_at,
    )
