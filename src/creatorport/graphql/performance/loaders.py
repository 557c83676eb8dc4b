from collections.abc import Sequence

from creatorport.application.performance_log import totals_view
from creatorport.application.queries import Queries
from creatorport.application.views import Page, PostView, Slice, SnapshotView, TotalsView
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.ids import CampaignId, CreatorId, PostId
from creatorport.domain.performance import Totals
from creatorport.graphql.loading import Loader

_NOTHING = totals_view(Totals.over(()))


class PerformanceByCampaignIdLoader(Loader[CampaignId, TotalsView]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[TotalsView]:
        found = await self.queries.performance_of_campaigns(keys)
        return [found[key] for key in keys]


class CaptureFailureByCampaignIdLoader(Loader[CampaignId, CaptureFailure | None]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[CaptureFailure | None]:
        found = await self.queries.capture_failures_of_campaigns(keys)
        return [found.get(key) for key in keys]


class PerformanceByCampaignAndCreatorIdLoader(Loader[tuple[CampaignId, CreatorId], TotalsView]):
    async def batch(self, keys: Sequence[tuple[CampaignId, CreatorId]]) -> Sequence[TotalsView]:
        found = await self.queries.performance_of_creators(keys)
        return [found.get(key, _NOTHING) for key in keys]


class PostByIdLoader(Loader[PostId, PostView | None]):
    async def batch(self, keys: Sequence[PostId]) -> Sequence[PostView | None]:
        found = await self.queries.posts_by_ids(keys)
        return [found.get(key) for key in keys]


class PostsByCampaignIdLoader(Loader[CampaignId, Page[PostView]]):
    def __init__(self, queries: Queries, part: Slice) -> None:
        super().__init__(queries)
        self.part = part

    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Page[PostView]]:
        found = await self.queries.posts_of_campaigns(keys, self.part)
        return [found[key] for key in keys]


class HistoryByPostIdLoader(Loader[PostId, Sequence[SnapshotView]]):
    def __init__(self, queries: Queries, newest: int) -> None:
        super().__init__(queries)
        self.newest = newest

    async def batch(self, keys: Sequence[PostId]) -> Sequence[Sequence[SnapshotView]]:
        found = await self.queries.histories(keys, self.newest)
        return [found.get(key, ()) for key in keys]
