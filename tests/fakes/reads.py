"""Reads in memory, over the storage of the in-memory units of work. Every call is noted in `calls`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from creatorport.application.negotiation_views import TermsView
from creatorport.application.performance_log import totals_view
from creatorport.application.ports.reads import PROFILES_FRESH_FOR
from creatorport.application.queries import Reads
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
    creator_view,
)
from creatorport.domain.account import TikTokAccount
from creatorport.domain.campaign import Campaign
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.connect_invite import ConnectInvite
from creatorport.domain.creator import Creator
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, InvitationId, MemberId, PostId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.performance import Totals
from creatorport.domain.post import MetricSnapshot, VideoPost
from creatorport.domain.terms import Terms
from tests.fakes.activities import InMemoryActivityReads
from tests.fakes.batches import InMemoryBatchReads
from tests.fakes.capture_failures import KIND
from tests.fakes.comments import InMemoryCommentReads
from tests.fakes.creator_sieve import sieved
from tests.fakes.deliverable_reads import InMemoryDeliverableReads
from tests.fakes.effect_reads import InMemoryEffectReads
from tests.fakes.hooks import InMemoryHookReads
from tests.fakes.inbox import InMemoryDeliveryReads
from tests.fakes.insight_reads import InMemoryInsightReads
from tests.fakes.list_reads import list_reads_in_memory
from tests.fakes.match_reads import InMemoryMatchReads
from tests.fakes.milestones import InMemoryMilestoneReads
from tests.fakes.negotiation_reads import InMemoryCommitmentReads, InMemoryReceivedInvitationReads, received
from tests.fakes.pages import Order
from tests.fakes.publications import InMemoryPublicationReads
from tests.fakes.retention import InMemoryPurgeReads
from tests.fakes.shelf import Shelf
from tests.fakes.shelf import page as _page
from tests.fakes.sparks import InMemorySparkReads
from tests.fakes.storage import Storage
from tests.fakes.sync_reads import InMemorySyncReads, InMemoryVideoReads
from tests.fakes.templates import InMemoryTemplateReads

T = TypeVar("T")

_CAMPAIGNS: Order[Campaign] = Order("campaigns", lambda one: (one.created_at, one.id), descending=True)
_INVITATIONS: Order[Invitation] = Order("invitations", lambda one: (one.created_at, one.id))
_POSTS: Order[VideoPost] = Order("posts", lambda one: (one.linked_at, one.id))
_ACCOUNTS: Order[TikTokAccount] = Order("accounts", lambda one: (one.connected_at, one.id), descending=True)


def reads_in_memory(storage: Storage, calls: list[str] | None = None) -> Reads:
    shelf = Shelf(storage, [] if calls is None else calls)
    return Reads(
        InMemoryCampaignReads(shelf),
        InMemoryInvitationReads(shelf),
        InMemoryCreatorReads(shelf),
        InMemoryPerformanceReads(shelf),
        InMemoryAccountReads(shelf),
        InMemoryVideoReads(shelf),
        InMemorySyncReads(shelf),
        InMemoryConnectInviteReads(shelf),
        InMemoryPurgeReads(shelf),
        batches=InMemoryBatchReads(shelf),
        received=InMemoryReceivedInvitationReads(shelf),
        commitments=InMemoryCommitmentReads(shelf),
        templates=InMemoryTemplateReads(shelf),
        lists=list_reads_in_memory(shelf),
        matches=InMemoryMatchReads(shelf),
        activities=InMemoryActivityReads(shelf),
        deliveries=InMemoryDeliveryReads(shelf),
        comments=InMemoryCommentReads(shelf),
        hooks=InMemoryHookReads(shelf),
        insights=InMemoryInsightReads(shelf),
        milestones=InMemoryMilestoneReads(shelf),
        sparks=InMemorySparkReads(shelf),
        publications=InMemoryPublicationReads(shelf),
        deliverables=InMemoryDeliverableReads(shelf),
        effects=InMemoryEffectReads(shelf),
        one_moment=shelf.one_moment,
    )


@dataclass
class InMemoryCampaignReads:
    shelf: Shelf

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        states: Collection[str] = (),
        name_contains: str | None = None,
        with_archived: bool = True,
    ) -> Page[CampaignView]:
        found = self.shelf.of(Campaign, workspace_id, "campaign", "campaigns.page")
        wanted = [
            one
            for one in found
            if (not states or one.state in states)
            and (with_archived or one.archived_at is None)
            and (name_contains is None or name_contains.casefold() in one.name.casefold())
        ]
        return _CAMPAIGNS.page(wanted, part, _campaign)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, CampaignView]:
        found = self.shelf.of(Campaign, workspace_id, "campaign", "campaigns.by_ids")
        return {one.id: _campaign(one) for one in found if one.id in ids}


@dataclass
class InMemoryInvitationReads:
    shelf: Shelf

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[InvitationView]]:
        found = self.shelf.of(Invitation, workspace_id, "invitation", "invitations.pages_of_campaigns")
        return {
            key: _INVITATIONS.page(
                [one for one in found if one.campaign_id == key and (not states or one.state in states)],
                part,
                _invitation,
            )
            for key in self.shelf.campaigns(workspace_id, ids)
        }

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, InvitationView]:
        found = self.shelf.of(Invitation, workspace_id, "invitation", "invitations.by_ids")
        return {one.id: _invitation(one) for one in found if one.id in ids}

    async def counts_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, InvitationCountsView]:
        found = self.shelf.of(Invitation, workspace_id, "invitation", "invitations.counts_of_campaigns")
        counts: dict[CampaignId, dict[str, int]] = {key: {} for key in self.shelf.campaigns(workspace_id, ids)}
        for one in found:
            if one.campaign_id in counts:
                states = counts[one.campaign_id]
                states[one.state.value] = states.get(one.state.value, 0) + 1
        return {key: InvitationCountsView(tuple(sorted(states.items()))) for key, states in counts.items()}

    async def terms_of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None = None
    ) -> Mapping[InvitationId, Sequence[TermsView]]:
        found = self.shelf.of(Invitation, workspace_id, "invitation", "invitations.terms_of_invitations")
        mine = received(self.shelf, found, owner)
        return {one.id: [_terms(version) for version in one.terms] for one in mine if one.id in ids}

    async def current_terms(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None = None
    ) -> Mapping[InvitationId, TermsView]:
        found = self.shelf.of(Invitation, workspace_id, "invitation", "invitations.current_terms")
        return {one.id: _terms(one.current_terms) for one in received(self.shelf, found, owner) if one.id in ids}


@dataclass
class InMemoryCreatorReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice, query: StoredQuery | None = None) -> Page[CreatorView]:
        found = self.shelf.of(Creator, workspace_id, "creator", "creators.page")
        wanted = query or StoredQuery()
        given = {key: {tag for tag, _, _ in tags} for key, tags in self.shelf.keyed(tuple, workspace_id, "tags")}
        return sieved([one for one in found if given.get(one.id, set()).issuperset(wanted.tags)], part, wanted)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[CreatorId]) -> Mapping[CreatorId, CreatorView]:
        found = self.shelf.of(Creator, workspace_id, "creator", "creators.by_ids")
        return {one.id: creator_view(one) for one in found if one.id in ids}


@dataclass
class InMemoryPerformanceReads:
    shelf: Shelf

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, TotalsView]:
        posts = self.shelf.of(VideoPost, workspace_id, "post", "performance.of_campaigns")
        return {
            key: totals_view(Totals.over(one for one in posts if one.campaign_id == key))
            for key in self.shelf.campaigns(workspace_id, ids)
        }

    async def of_creators(
        self, workspace_id: WorkspaceId, pairs: Collection[tuple[CampaignId, CreatorId]]
    ) -> Mapping[tuple[CampaignId, CreatorId], TotalsView]:
        posts = self.shelf.of(VideoPost, workspace_id, "post", "performance.of_creators")
        have = {(one.campaign_id, one.creator_id) for one in posts}
        return {
            pair: totals_view(Totals.over(one for one in posts if (one.campaign_id, one.creator_id) == pair))
            for pair in pairs
            if pair in have
        }

    async def failures_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, CaptureFailure]:
        kept = self.shelf.keyed(CaptureFailure, workspace_id, KIND, "performance.failures_of_campaigns")
        return {key: one for key, one in kept if key in ids}

    async def pages_of_posts(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[PostView]]:
        posts = self.shelf.of(VideoPost, workspace_id, "post", "performance.pages_of_posts")
        return {
            key: _POSTS.page([one for one in posts if one.campaign_id == key], part, _post)
            for key in self.shelf.campaigns(workspace_id, ids)
        }

    async def posts_by_ids(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, PostView]:
        posts = self.shelf.of(VideoPost, workspace_id, "post", "performance.posts_by_ids")
        return {one.id: _post(one) for one in posts if one.id in ids}

    async def histories(
        self, workspace_id: WorkspaceId, ids: Collection[PostId], newest: int
    ) -> Mapping[PostId, Sequence[SnapshotView]]:
        captured = self.shelf.of(MetricSnapshot, workspace_id, "snapshot", "performance.histories")
        captured.sort(key=lambda one: one.pedigree.captured_at)
        mine = [post.id for post in self.shelf.of(VideoPost, workspace_id, "post") if post.id in ids]
        return {key: [_snapshot(one) for one in captured if one.post_id == key][-newest:] for key in mine}


@dataclass
class InMemoryConnectInviteReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ConnectInviteView]:
        found = self.shelf.of(ConnectInvite, workspace_id, "connect_invite", "connect_invites.page")
        found.sort(key=lambda one: (one.created_at, one.id), reverse=True)
        return _page("connect-invites", found, part, _connect_invite)


def _connect_invite(one: ConnectInvite) -> ConnectInviteView:
    return ConnectInviteView(
        one.id, one.invited, one.expected, one.created_by, one.created_at, one.expires_at, one.used_at, one.revoked_at
    )


@dataclass
class InMemoryAccountReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice, *, owner: MemberId | None = None) -> Page[AccountView]:
        found = self.shelf.of(TikTokAccount, workspace_id, "account", "accounts.page")
        wanted = [one for one in found if owner is None or one.owner == owner]
        return _ACCOUNTS.page(wanted, part, _account)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[AccountId]) -> Mapping[AccountId, AccountView]:
        found = self.shelf.of(TikTokAccount, workspace_id, "account", "accounts.by_ids")
        return {one.id: _account(one) for one in found if one.id in ids}

    async def marketplace(self, workspace_id: WorkspaceId) -> MarketplaceView | None:
        for one in self.shelf.of(Marketplace, workspace_id, "marketplace", "accounts.marketplace"):
            return MarketplaceView(one.tto_account_id, one.name, one.connected_by, one.connected_at, one.cause)
        return None


def _campaign(one: Campaign) -> CampaignView:
    return CampaignView(
        one.id,
        one.name,
        one.brand_name,
        one.brief,
        one.state.value,
        one.created_by,
        one.created_at,
        one.at_tiktok.campaign_id if one.at_tiktok else None,
        one.at_tiktok.invite_link if one.at_tiktok else None,
        one.at_tiktok.country_codes if one.at_tiktok else (),
        one.rejection,
        one.version,
        one.plan,
        one.archived_at,
        one.order_id,
        one.link,
    )


def _invitation(one: Invitation) -> InvitationView:
    return InvitationView(
        one.id,
        one.campaign_id,
        one.creator_id,
        one.handle.text,
        one.message,
        one.state.value,
        one.delivery.value if one.delivery else None,
        one.created_at,
        one.sent_at,
        one.answered_at,
        one.answer,
        one.failure,
        one.agreed,
        one.agreed_by.value if one.agreed_by else None,
        responded_at=one.responded_at,
        response=one.response,
        negotiation=one.negotiation.value,
        over_budget=one.over_budget,
        expires_at=one.expires_at,
        reminders=one.reminders,
        has_join_link=one.join_token_hash is not None,
        joining=one.joining,
    )


def _terms(one: Terms) -> TermsView:
    return TermsView(one.number, one.offer, one.proposed_by.value, one.proposed_at, one.remark)


def _snapshot(one: MetricSnapshot) -> SnapshotView:
    return SnapshotView(
        one.counts, one.pedigree.source.value, one.pedigree.captured_at, one.pedigree.fresh_until, one.fell
    )


def _post(one: VideoPost) -> PostView:
    return PostView(
        one.id,
        one.campaign_id,
        one.creator_id,
        one.video_id,
        one.url,
        one.state.value,
        one.published_at,
        one.linked_at,
        _snapshot(one.latest) if one.latest else None,
    )


def _account(one: TikTokAccount) -> AccountView:
    profile, grant = one.profile, one.grant
    return AccountView(
        id=one.id,
        owner=one.owner,
        open_id=profile.open_id,
        union_id=profile.union_id,
        handle=profile.handle.text if profile.handle else None,
        display_name=profile.display_name,
        bio=profile.bio,
        is_verified=profile.is_verified,
        profile_url=profile.profile_url,
        avatar_url=profile.avatar.url if profile.avatar else None,
        avatar_expires_at=profile.avatar.expires_at if profile.avatar else None,
        followers=profile.reach.followers if profile.reach else None,
        following=profile.reach.following if profile.reach else None,
        likes=profile.reach.likes if profile.reach else None,
        videos=profile.reach.videos if profile.reach else None,
        state=one.state.value,
        cause=one.cause,
        scopes=tuple(sorted(grant.scopes)) if grant else (),
        missing_scopes=tuple(sorted(one.missing_scopes)),
        access_expires_at=grant.access_expires_at if grant else None,
        refresh_expires_at=grant.refresh_expires_at if grant else None,
        connected_at=one.connected_at,
        profile_at=one.profile_at,
        fresh_until=one.profile_at + PROFILES_FRESH_FOR,
        updated_at=one.updated_at,
        loss=one.loss.value if one.loss else None,
        failure=one.failure,
        dropped=one.dropped,
    )
