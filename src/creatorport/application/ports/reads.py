"""Reads for the graph: from keys to flat views, each in one statement, whatever the number of keys.

A key that is not in the workspace is left out of the answer.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from creatorport.application.negotiation_views import TermsView
from creatorport.application.stored_creators import StoredQuery
from creatorport.application.views import (
    AccountView,
    CampaignView,
    ConnectInviteView,
    CreatorView,
    InvitationCountsView,
    InvitationView,
    MarketplaceView,
    Page,
    PostView,
    Slice,
    SnapshotView,
    TotalsView,
)
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, InvitationId, MemberId, PostId, WorkspaceId

PROFILES_FRESH_FOR = timedelta(hours=24)
"""For how long an account's profile counts as fresh, unless the operator says otherwise."""


class CampaignReads(Protocol):
    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        states: Collection[str] = (),
        name_contains: str | None = None,
        with_archived: bool = True,
    ) -> Page[CampaignView]:
        """Newest first, archived ones among them if asked. Raises InvalidValue for a cursor that is not ours."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, CampaignView]: ...


class InvitationReads(Protocol):
    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[InvitationView]]:
        """Return the same part of each campaign's invitations, oldest first; an empty page where there are none."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, InvitationView]: ...

    async def counts_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, InvitationCountsView]: ...

    async def terms_of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None = None
    ) -> Mapping[InvitationId, Sequence[TermsView]]:
        """Return all versions of each invitation's terms, oldest first; only of what `owner` received, if given."""
        ...

    async def current_terms(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None = None
    ) -> Mapping[InvitationId, TermsView]:
        """Return the version that an answer would mean now; only of what `owner` received, if given."""
        ...


class CreatorReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice, query: StoredQuery | None = None) -> Page[CreatorView]:
        """Stored creators that a query finds, in its order; all, the most followers first, without one.

        A cursor belongs to its query. Raises InvalidValue for another's, and for an order by relevance to no text.
        """
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, CreatorView]: ...


class PerformanceReads(Protocol):
    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, TotalsView]:
        """Return totals for every campaign of the workspace that is asked for, also when it has no posts."""
        ...

    async def of_creators(
        self, workspace_id: WorkspaceId, pairs: Collection[tuple[CampaignId, CreatorId]]
    ) -> Mapping[tuple[CampaignId, CreatorId], TotalsView]:
        """Return totals of each creator within a campaign, for pairs that have posts."""
        ...

    async def failures_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, CaptureFailure]:
        """Return why campaigns could not be captured when that was tried last; those that could be are left out."""
        ...

    async def pages_of_posts(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[PostView]]:
        """Return the same part of each campaign's posts, in the order they were linked."""
        ...

    async def posts_by_ids(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, PostView]: ...

    async def histories(
        self, workspace_id: WorkspaceId, ids: Collection[PostId], newest: int
    ) -> Mapping[PostId, Sequence[SnapshotView]]:
        """Return the `newest` snapshots of each post, oldest of them first."""
        ...


class ConnectInviteReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ConnectInviteView]:
        """Newest first."""
        ...


class AccountReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice, *, owner: MemberId | None = None) -> Page[AccountView]:
        """Newest first; only those of `owner` where one is given."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId]
    ) -> Mapping[AccountId, AccountView]: ...

    async def marketplace(self, workspace_id: WorkspaceId) -> MarketplaceView | None: ...
