from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.queries import Queries
from creatorport.application.views import InvitationView, Page, Slice
from creatorport.domain.ids import CampaignId, InvitationId
from creatorport.graphql.loading import Loader


@dataclass(frozen=True, slots=True)
class InvitationsAsked:
    """Which part of a campaign's invitations, in which states (any, when none is named)."""

    part: Slice
    states: frozenset[str]


class InvitationByIdLoader(Loader[InvitationId, InvitationView | None]):
    async def batch(self, keys: Sequence[InvitationId]) -> Sequence[InvitationView | None]:
        found = await self.queries.invitations_by_ids(keys)
        return [found.get(key) for key in keys]


class InvitationsByCampaignIdLoader(Loader[CampaignId, Page[InvitationView]]):
    def __init__(self, queries: Queries, asked: InvitationsAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Page[InvitationView]]:
        found = await self.queries.invitations_of_campaigns(keys, self.asked.part, states=self.asked.states)
        return [found[key] for key in keys]


class InvitationCountsByCampaignIdLoader(Loader[CampaignId, Sequence[tuple[str, int]]]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Sequence[tuple[str, int]]]:
        found = await self.queries.invitation_counts(keys)
        return [found[key].by_state if key in found else () for key in keys]
