"""Videos and sync runs in memory, over one Transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from creatorport.domain.account_video import AccountVideo, VideoState
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import SyncRun, SyncTimes
from tests.fakes.transaction import Transaction


class InMemoryAccountVideos:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def find(
        self, workspace_id: WorkspaceId, account_id: AccountId, video_ids: Collection[str]
    ) -> Mapping[str, AccountVideo]:
        return {one.video_id: one for one in self._of(workspace_id, account_id) if one.video_id in video_ids}

    async def put(self, videos: Iterable[AccountVideo]) -> None:
        for video in videos:
            key = ("video", video.workspace_id, video.id)
            known = self._at.get(key)
            if not isinstance(known, AccountVideo) or video.seen_at >= known.seen_at:
                self._at.put(key, video)
            if video.latest is not None:
                at = video.latest.pedigree.captured_at
                self._at.put(("video-snapshot", video.workspace_id, video.id, at), video.latest)

    async def unseen(
        self, workspace_id: WorkspaceId, account_id: AccountId, since: datetime, *, most: int | None = None
    ) -> Sequence[AccountVideo]:
        found = [
            one for one in self._of(workspace_id, account_id) if one.state is VideoState.VISIBLE and one.seen_at < since
        ]
        found.sort(key=lambda one: one.id)
        found.sort(key=lambda one: one.facts.published_at or one.first_seen_at, reverse=True)
        return found[:most]

    async def forget_texts(
        self, workspace_id: WorkspaceId, account_id: AccountId, *, seen_before: datetime, now: datetime
    ) -> int:
        due = [
            one for one in self._of(workspace_id, account_id) if one.seen_at <= seen_before and one.dropped_at is None
        ]
        for one in due:
            self._at.put(("video", one.workspace_id, one.id), one.forget_texts(now))
        return len(due)

    async def append_profile(self, workspace_id: WorkspaceId, account_id: AccountId, snapshot: ProfileSnapshot) -> None:
        key = ("profile-snapshot", workspace_id, account_id, snapshot.pedigree.captured_at)
        if self._at.get(key) is None:
            self._at.put(key, snapshot)

    def _of(self, workspace_id: WorkspaceId, account_id: AccountId) -> list[AccountVideo]:
        return self._at.all(
            "video", AccountVideo, lambda one: one.workspace_id == workspace_id and one.account_id == account_id
        )


class InMemorySyncs:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, run: SyncRun) -> None:
        await self._at.lock(("sync-open", run.workspace_id, run.account_id))
        if await self.find_open(run.workspace_id, run.account_id) is not None:
            raise ConcurrentChange("sync", run.id, run.version)
        await self._at.add(("sync", run.workspace_id, run.id), run)

    async def save(self, run: SyncRun) -> None:
        await self._at.save(("sync", run.workspace_id, run.id), run)

    async def find_open(self, workspace_id: WorkspaceId, account_id: AccountId) -> SyncRun | None:
        mine = [
            one for one in await self.every_open() if one.workspace_id == workspace_id and one.account_id == account_id
        ]
        return mine[0] if mine else None

    async def every_open(self) -> Sequence[SyncRun]:
        found = self._at.all("sync", SyncRun, lambda one: one.is_open)
        return sorted(found, key=lambda one: (one.queued_at, one.id))

    async def lock_times(self, workspace_id: WorkspaceId, account_id: AccountId) -> SyncTimes:
        key = ("sync-times", workspace_id, account_id)
        await self._at.lock(key)
        found = self._at.get(key)
        return found if isinstance(found, SyncTimes) else SyncTimes(workspace_id, account_id)

    async def keep_times(self, times: SyncTimes) -> None:
        self._at.put(("sync-times", times.workspace_id, times.account_id), times)

    async def due(self, now: datetime, most: int) -> Sequence[SyncTimes]:
        found = self._at.all("sync-times", SyncTimes, lambda one: one.next_at is not None and one.next_at <= now)
        return sorted(found, key=lambda one: (one.next_at or now, one.account_id))[:most]
