"""Reads of terms, of received invitations and of commitments for one member; a part of `queries.Queries`."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from creatorport.application.negotiation_views import ReceivedInvitationView, TermsView
from creatorport.application.policy import Action, authorize, may
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CampaignId, InvitationId, MemberId
from creatorport.domain.money import Money
from creatorport.domain.workspace import Member

if TYPE_CHECKING:
    from creatorport.application.queries import Reads


class NegotiationQueries:
    __slots__ = ()

    member: Member
    reads: "Reads"

    async def terms_of_invitations(self, ids: Collection[InvitationId]) -> Mapping[InvitationId, Sequence[TermsView]]:
        owner = self._invited()
        return await self.reads.invitations.terms_of_invitations(self.member.workspace_id, ids, owner=owner)

    async def current_terms(self, ids: Collection[InvitationId]) -> Mapping[InvitationId, TermsView]:
        owner = self._invited()
        return await self.reads.invitations.current_terms(self.member.workspace_id, ids, owner=owner)

    async def received_invitations(self, part: Slice, *, states: Collection[str] = ()) -> Page[ReceivedInvitationView]:
        authorize(self.member, Action.SEE_OWN_INVITATIONS)
        return await self.reads.received.page(self.member.workspace_id, self.member.id, part, states=states)

    async def received_by_ids(self, ids: Collection[InvitationId]) -> Mapping[InvitationId, ReceivedInvitationView]:
        authorize(self.member, Action.SEE_OWN_INVITATIONS)
        return await self.reads.received.by_ids(self.member.workspace_id, self.member.id, ids)

    async def committed(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.commitments.committed(self.member.workspace_id, ids)

    async def remaining(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.commitments.remaining(self.member.workspace_id, ids)

    async def currency(self) -> str | None:
        """Return the currency of the member's workspace: whoever names an amount has to know it."""
        authorize(self.member, Action.SEE_SELF)
        return await self.reads.commitments.currency(self.member.workspace_id)

    def _invited(self) -> MemberId | None:
        """Whose invitations the member may see: those that they received themselves, or everybody's (None)."""
        authorize(self.member, Action.SEE_OWN_INVITATIONS)
        return None if may(self.member, Action.SEE_CAMPAIGNS) else self.member.id
