from collections.abc import Sequence

from creatorport.application.negotiation_views import TermsView
from creatorport.domain.ids import InvitationId
from creatorport.graphql.loading import Loader


class TermsByInvitationIdLoader(Loader[InvitationId, Sequence[TermsView]]):
    async def batch(self, keys: Sequence[InvitationId]) -> Sequence[Sequence[TermsView]]:
        found = await self.queries.terms_of_invitations(keys)
        return [found.get(key, ()) for key in keys]


class CurrentTermsByInvitationIdLoader(Loader[InvitationId, TermsView | None]):
    async def batch(self, keys: Sequence[InvitationId]) -> Sequence[TermsView | None]:
        found = await self.queries.current_terms(keys)
        return [found.get(key) for key in keys]
