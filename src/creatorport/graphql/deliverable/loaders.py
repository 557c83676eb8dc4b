from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.deliverable_views import CommentView, DeliverableView
from creatorport.application.ports.deliverable_reads import DeliverableFilter
from creatorport.application.queries import Queries
from creatorport.application.views import Page, PostView, Slice
from creatorport.domain.ids import CampaignId, DeliverableId, InvitationId, PostId
from creatorport.graphql.loading import Loader

_NOTHING_SAID: Page[CommentView] = Page((), (), 0, has_next=False, has_previous=False)


@dataclass(frozen=True, slots=True)
class DeliverablesAsked:
    """Which part of a campaign's deliverables."""

    part: Slice
    wanted: DeliverableFilter


class DeliverableByIdLoader(Loader[DeliverableId, DeliverableView | None]):
    async def batch(self, keys: Sequence[DeliverableId]) -> Sequence[DeliverableView | None]:
        found = await self.queries.deliverables.by_ids(keys)
        return [found.get(key) for key in keys]


class DeliverablesByInvitationIdLoader(Loader[InvitationId, Sequence[DeliverableView]]):
    async def batch(self, keys: Sequence[InvitationId]) -> Sequence[Sequence[DeliverableView]]:
        found = await self.queries.deliverables.of_invitations(keys)
        return [found.get(key, ()) for key in keys]


class DeliverablesByCampaignIdLoader(Loader[CampaignId, Page[DeliverableView]]):
    def __init__(self, queries: Queries, asked: DeliverablesAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Page[DeliverableView]]:
        found = await self.queries.deliverables.of_campaigns(keys, self.asked.part, self.asked.wanted)
        return [found[key] for key in keys]


class DeliverableCountsByCampaignIdLoader(Loader[CampaignId, Sequence[tuple[str, int]]]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Sequence[tuple[str, int]]]:
        found = await self.queries.deliverables.counts(keys)
        return [found.get(key, ()) for key in keys]


class CommentsByDeliverableIdLoader(Loader[DeliverableId, Page[CommentView]]):
    def __init__(self, queries: Queries, part: Slice) -> None:
        super().__init__(queries)
        self.part = part

    async def batch(self, keys: Sequence[DeliverableId]) -> Sequence[Page[CommentView]]:
        found = await self.queries.deliverables.comments(keys, self.part)
        return [found.get(key, _NOTHING_SAID) for key in keys]


class PostOfDeliverableLoader(Loader[PostId | None, PostView | None]):
    async def batch(self, keys: Sequence[PostId | None]) -> Sequence[PostView | None]:
        found = await self.queries.posts_by_ids([key for key in keys if key is not None])
        return [None if key is None else found.get(key) for key in keys]
