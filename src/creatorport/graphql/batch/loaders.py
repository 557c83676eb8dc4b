from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from creatorport.application.batch_views import BatchItemView, BatchView
from creatorport.application.queries import Queries
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import BatchId, CampaignId
from creatorport.graphql.loading import Loader

_EMPTY: Page[Any] = Page((), (), 0, has_next=False, has_previous=False)


@dataclass(frozen=True, slots=True)
class ItemsAsked:
    """Which part of a batch's creators, with which results (any, when none is named)."""

    part: Slice
    states: frozenset[str]


class BatchByIdLoader(Loader[BatchId, BatchView | None]):
    async def batch(self, keys: Sequence[BatchId]) -> Sequence[BatchView | None]:
        found = await self.queries.batches_by_ids(keys)
        return [found.get(key) for key in keys]


class BatchesByCampaignIdLoader(Loader[CampaignId, Page[BatchView]]):
    def __init__(self, queries: Queries, part: Slice) -> None:
        super().__init__(queries)
        self.part = part

    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Page[BatchView]]:
        found = await self.queries.batches_of_campaigns(keys, self.part)
        return [found.get(key, _EMPTY) for key in keys]


class ItemsByBatchIdLoader(Loader[BatchId, Page[BatchItemView]]):
    def __init__(self, queries: Queries, asked: ItemsAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[BatchId]) -> Sequence[Page[BatchItemView]]:
        found = await self.queries.items_of_batches(keys, self.asked.part, states=self.asked.states)
        return [found.get(key, _EMPTY) for key in keys]
