"""Reads of what creators owe, for one member: each asks the policy first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.deliverable_views import CommentView, DeliverableView
from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.deliverable_reads import DeliverableFilter, DeliverableReads
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CampaignId, DeliverableId, InvitationId, MemberId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DeliverableQueries:
    """What one member may read: the brand's people all of the workspace, creators what they owe themselves.

    Every method raises NotAllowed; those that page raise InvalidValue too.
    """

    member: Member
    reads: DeliverableReads

    async def page(self, part: Slice, wanted: DeliverableFilter) -> Page[DeliverableView]:
        owner = self._debtor()
        return await self.reads.page(self.member.workspace_id, part, wanted, owner=owner)

    async def of_campaigns(
        self, ids: Collection[CampaignId], part: Slice, wanted: DeliverableFilter
    ) -> Mapping[CampaignId, Page[DeliverableView]]:
        owner = self._debtor()
        return await self.reads.pages_of_campaigns(self.member.workspace_id, ids, part, wanted, owner=owner)

    async def of_invitations(self, ids: Collection[InvitationId]) -> Mapping[InvitationId, Sequence[DeliverableView]]:
        owner = self._debtor()
        return await self.reads.of_invitations(self.member.workspace_id, ids, owner=owner)

    async def by_ids(self, ids: Collection[DeliverableId]) -> Mapping[DeliverableId, DeliverableView]:
        owner = self._debtor()
        return await self.reads.by_ids(self.member.workspace_id, ids, owner=owner)

    async def counts(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, tuple[tuple[str, int], ...]]:
        owner = self._debtor()
        return await self.reads.counts_of_campaigns(self.member.workspace_id, ids, owner=owner)

    async def comments(self, ids: Collection[DeliverableId], part: Slice) -> Mapping[DeliverableId, Page[CommentView]]:
        owner = self._debtor()
        return await self.reads.pages_of_comments(self.member.workspace_id, ids, part, owner=owner)

    def _debtor(self) -> MemberId | None:
        """Whose deliverables the member may see: what they owe themselves, or everybody's (None)."""
        authorize(self.member, Action.SEE_OWN_DELIVERABLES)
        return None if may(self.member, Action.SEE_CAMPAIGNS) else self.member.id
