"""Reads for the two sides of a negotiation: what creators received, and what brands committed themselves to."""

from collections.abc import Collection, Mapping
from typing import Protocol

from creatorport.application.negotiation_views import ReceivedInvitationView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CampaignId, InvitationId, MemberId, WorkspaceId
from creatorport.domain.money import Money


class ReceivedInvitationReads(Protocol):
    """The invitations of the creators whose connected accounts a member owns. Drafts are left out.

    The account last seen under an invitation's handle counts, as long as it is connected.
    """

    async def page(
        self, workspace_id: WorkspaceId, owner: MemberId, part: Slice, *, states: Collection[str] = ()
    ) -> Page[ReceivedInvitationView]:
        """Newest first. Raises InvalidValue for a cursor that is not ours."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, owner: MemberId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, ReceivedInvitationView]: ...


class CommitmentReads(Protocol):
    async def committed(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        """Return the sums of agreed fees, of campaigns that have a budget or agreed on a fee."""
        ...

    async def remaining(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        """Return what is left of the budgets, of campaigns that have one. Below zero where it was exceeded."""
        ...

    async def currency(self, workspace_id: WorkspaceId) -> str | None:
        """Return the currency of all the workspace's amounts; None as long as it has none."""
        ...
