from collections.abc import Sequence

from creatorport.application.undecided_views import UndecidedView
from creatorport.domain.ids import CampaignId, InvitationId
from creatorport.graphql.loading import Loader


class UndecidedByInvitationIdLoader(Loader[InvitationId, Sequence[UndecidedView]]):
    async def batch(self, keys: Sequence[InvitationId]) -> Sequence[Sequence[UndecidedView]]:
        found = await self.queries.undecided_of_invitations(keys)
        return [found[key] for key in keys]


class UndecidedByCampaignIdLoader(Loader[CampaignId, Sequence[UndecidedView]]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Sequence[UndecidedView]]:
        found = await self.queries.undecided_of_campaigns(keys)
        return [found[key] for key in keys]
