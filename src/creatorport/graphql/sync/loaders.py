from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from creatorport.application.queries import Queries
from creatorport.application.sync_views import SyncRunView
from creatorport.application.views import Page, ProfileSnapshotView, Slice, SnapshotView, VideoView
from creatorport.domain.comment_news import CommentTally
from creatorport.domain.ids import AccountId, SyncRunId, VideoId
from creatorport.graphql.loading import Loader

_EMPTY: Page[Any] = Page((), (), 0, has_next=False, has_previous=False)
_NOTHING_HEARD = CommentTally()


@dataclass(frozen=True, slots=True)
class VideosAsked:
    """Which part of accounts' videos is asked for, in which order."""

    part: Slice
    order: str


class VideosByAccountIdLoader(Loader[tuple[AccountId, bool], Page[VideoView] | None]):
    """Keys are accounts, and whether we may see their videos. Nothing seen is no list where we may not look."""

    def __init__(self, queries: Queries, asked: VideosAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[tuple[AccountId, bool]]) -> Sequence[Page[VideoView] | None]:
        accounts = [account_id for account_id, _ in keys]
        found = await self.queries.videos_of_accounts(accounts, self.asked.part, order=self.asked.order)
        pages = [(found.get(account_id, _EMPTY), permitted) for account_id, permitted in keys]
        return [page if page.total or permitted else None for page, permitted in pages]


class VideoByIdLoader(Loader[VideoId, VideoView | None]):
    async def batch(self, keys: Sequence[VideoId]) -> Sequence[VideoView | None]:
        found = await self.queries.videos_by_ids(keys)
        return [found.get(key) for key in keys]


class HistoryByVideoIdLoader(Loader[VideoId, Sequence[SnapshotView]]):
    def __init__(self, queries: Queries, newest: int) -> None:
        super().__init__(queries)
        self.newest = newest

    async def batch(self, keys: Sequence[VideoId]) -> Sequence[Sequence[SnapshotView]]:
        found = await self.queries.video_histories(keys, self.newest)
        return [found.get(key, ()) for key in keys]


class HistoryByAccountIdLoader(Loader[AccountId, Sequence[ProfileSnapshotView]]):
    def __init__(self, queries: Queries, newest: int) -> None:
        super().__init__(queries)
        self.newest = newest

    async def batch(self, keys: Sequence[AccountId]) -> Sequence[Sequence[ProfileSnapshotView]]:
        found = await self.queries.profile_histories(keys, self.newest)
        return [found.get(key, ()) for key in keys]


class RunsByAccountIdLoader(Loader[AccountId, Page[SyncRunView]]):
    def __init__(self, queries: Queries, part: Slice) -> None:
        super().__init__(queries)
        self.part = part

    async def batch(self, keys: Sequence[AccountId]) -> Sequence[Page[SyncRunView]]:
        found = await self.queries.runs_of_accounts(keys, self.part)
        return [found.get(key, _EMPTY) for key in keys]


class RunByIdLoader(Loader[SyncRunId, SyncRunView | None]):
    async def batch(self, keys: Sequence[SyncRunId]) -> Sequence[SyncRunView | None]:
        found = await self.queries.runs_by_ids(keys)
        return [found.get(key) for key in keys]


class LastRunByAccountIdLoader(Loader[AccountId, SyncRunView | None]):
    async def batch(self, keys: Sequence[AccountId]) -> Sequence[SyncRunView | None]:
        found = await self.queries.last_runs(keys)
        return [found.get(key) for key in keys]


class NextSyncByAccountIdLoader(Loader[AccountId, datetime | None]):
    async def batch(self, keys: Sequence[AccountId]) -> Sequence[datetime | None]:
        found = await self.queries.next_syncs(keys)
        return [found.get(key) for key in keys]


class CommentsByVideoIdLoader(Loader[VideoId, CommentTally]):
    async def batch(self, keys: Sequence[VideoId]) -> Sequence[CommentTally]:
        found = await self.queries.comments_of_videos(keys)
        return [found.get(key, _NOTHING_HEARD) for key in keys]
