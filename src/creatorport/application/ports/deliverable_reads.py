"""Reads of deliverables. Each takes `owner`: with one, only what is owed by an account of that member is shown.

An account counts as theirs while it is connected, and was the last that was seen under the invitation's handle.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.deliverable_views import CommentView, DeliverableView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CampaignId, DeliverableId, InvitationId, MemberId, WorkspaceId


@dataclass(frozen=True, slots=True)
class DeliverableFilter:
    """Only those in one of the states, and due before the instant; each left out is no condition."""

    states: frozenset[str] = frozenset()
    due_before: datetime | None = None


EVERY = DeliverableFilter()


class DeliverableReads(Protocol):
    async def page(
        self, workspace_id: WorkspaceId, part: Slice, wanted: DeliverableFilter = EVERY, *, owner: MemberId | None
    ) -> Page[DeliverableView]:
        """The workspace's, in the order they were agreed."""
        ...

    async def pages_of_campaigns(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[CampaignId],
        part: Slice,
        wanted: DeliverableFilter = EVERY,
        *,
        owner: MemberId | None,
    ) -> Mapping[CampaignId, Page[DeliverableView]]:
        """Return the same part of each campaign's, in the order they were agreed; an empty page where none are."""
        ...

    async def of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None
    ) -> Mapping[InvitationId, Sequence[DeliverableView]]:
        """Return each invitation's, by number; those without any are left out."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[DeliverableId], *, owner: MemberId | None
    ) -> Mapping[DeliverableId, DeliverableView]: ...

    async def counts_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], *, owner: MemberId | None
    ) -> Mapping[CampaignId, tuple[tuple[str, int], ...]]:
        """Return how many of each campaign's are in each state that has any."""
        ...

    async def pages_of_comments(
        self, workspace_id: WorkspaceId, ids: Collection[DeliverableId], part: Slice, *, owner: MemberId | None
    ) -> Mapping[DeliverableId, Page[CommentView]]:
        """Return the same part of each conversation, oldest first; deliverables that are not shown are left out."""
        ...
