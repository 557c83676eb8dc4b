"""Reads for one member: each asks the policy first, and stays within the member's workspace."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from creatorport.application.account_queries import AccountQueries
from creatorport.application.batch_queries import BatchQueries
from creatorport.application.campaign_queries import CampaignQueries
from creatorport.application.deliverable_queries import DeliverableQueries
from creatorport.application.insight_queries import InsightQueries
from creatorport.application.list_queries import ListQueries
from creatorport.application.match.queries import MatchQueries
from creatorport.application.negotiation_queries import NegotiationQueries
from creatorport.application.planning.attention import Inattention, notice
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.activities import ActivityReads
from creatorport.application.ports.attention import CAMPAIGN, Attention
from creatorport.application.ports.batch_reads import BatchReads
from creatorport.application.ports.comments import CommentReads
from creatorport.application.ports.deliverable_reads import DeliverableReads
from creatorport.application.ports.effect_reads import EffectReads
from creatorport.application.ports.hooks import HookReads
from creatorport.application.ports.inbox import DeliveryReads
from creatorport.application.ports.insight_reads import InsightReads
from creatorport.application.ports.list_reads import ListReads
from creatorport.application.ports.match_reads import MatchReads
from creatorport.application.ports.milestones import MilestoneReads
from creatorport.application.ports.negotiation_reads import CommitmentReads, ReceivedInvitationReads
from creatorport.application.ports.one_moment import OneMoment
from creatorport.application.ports.publication_reads import PublicationReads
from creatorport.application.ports.reads import (
    AccountReads,
    CampaignReads,
    ConnectInviteReads,
    CreatorReads,
    InvitationReads,
    PerformanceReads,
)
from creatorport.application.ports.retention import PurgeReads
from creatorport.application.ports.spark_reads import SparkReads
from creatorport.application.ports.sync_reads import SyncReads, VideoReads
from creatorport.application.ports.template_reads import TemplateReads
from creatorport.application.publication_queries import PublicationQueries
from creatorport.application.spark_queries import SparkQueries
from creatorport.application.stored_creators import StoredQuery, tidy
from creatorport.application.template_queries import TemplateQueries
from creatorport.application.views import (
    CampaignView,
    ConnectInviteView,
    CreatorView,
    InvitationCountsView,
    InvitationView,
    MarketplaceView,
    Page,
    PostView,
    PurgeView,
    Slice,
    SnapshotView,
    TotalsView,
)
from creatorport.application.webhook_queries import WebhookQueries
from creatorport.domain.ids import (
    CampaignId,
    CreatorId,
    InvitationId,
    PostId,
)
from creatorport.domain.texts import text_or_empty
from creatorport.domain.workspace import Member

SEARCH_MAX = 100


@dataclass(frozen=True, slots=True)
class Reads:
    """The ports behind the queries."""

    campaigns: CampaignReads
    invitations: InvitationReads
    creators: CreatorReads
    performance: PerformanceReads
    accounts: AccountReads
    videos: VideoReads
    syncs: SyncReads
    connect_invites: ConnectInviteReads
    purges: PurgeReads
    received: ReceivedInvitationReads
    commitments: CommitmentReads
    templates: TemplateReads
    batches: BatchReads
    lists: ListReads
    matches: MatchReads
    activities: ActivityReads
    deliveries: DeliveryReads
    comments: CommentReads
    hooks: HookReads
    insights: InsightReads
    milestones: MilestoneReads
    deliverables: DeliverableReads
    effects: EffectReads
    sparks: SparkReads
    publications: PublicationReads
    one_moment: OneMoment
    attention: Attention = field(default_factory=Inattention)


@dataclass(frozen=True, slots=True)
class Queries(
    AccountQueries, BatchQueries, CampaignQueries, InsightQueries, NegotiationQueries, TemplateQueries, WebhookQueries
):
    """What one member may read. Every method raises NotAllowed; those that search or page raise InvalidValue too."""

    member: Member
    reads: Reads

    @property
    def deliverables(self) -> DeliverableQueries:
        """The queries of what creators owe, which ask the policy themselves."""
        return DeliverableQueries(self.member, self.reads.deliverables)

    @property
    def sparks(self) -> SparkQueries:
        """The queries of permissions to advertise, which ask the policy themselves."""
        return SparkQueries(self.member, self.reads.sparks)

    @property
    def publications(self) -> PublicationQueries:
        """The queries of publications, which ask the policy themselves."""
        return PublicationQueries(self.member, self.reads.publications)

    @property
    def lists(self) -> ListQueries:
        """The queries of what the workspace keeps about creators, which ask the policy themselves."""
        return ListQueries(self.member, self.reads.lists)

    @property
    def matches(self) -> MatchQueries:
        """The queries of match scores, which ask the policy themselves."""
        return MatchQueries(self.member, self.reads.matches)

    def viewer(self) -> Member:
        authorize(self.member, Action.SEE_SELF)
        return self.member

    async def campaigns(
        self,
        part: Slice,
        *,
        states: Collection[str] = (),
        name_contains: str | None = None,
        with_archived: bool = False,
    ) -> Page[CampaignView]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.campaigns.page(
            self.member.workspace_id,
            part,
            states=states,
            name_contains=_wanted(name_contains, "nameContains"),
            with_archived=with_archived,
        )

    async def campaigns_by_ids(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, CampaignView]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.campaigns.by_ids(self.member.workspace_id, ids)

    async def invitations_of_campaigns(
        self, ids: Collection[CampaignId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[InvitationView]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.invitations.pages_of_campaigns(self.member.workspace_id, ids, part, states=states)

    async def invitations_by_ids(self, ids: Collection[InvitationId]) -> Mapping[InvitationId, InvitationView]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.invitations.by_ids(self.member.workspace_id, ids)

    async def invitation_counts(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, InvitationCountsView]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.invitations.counts_of_campaigns(self.member.workspace_id, ids)

    async def creators(self, part: Slice, query: StoredQuery | None = None) -> Page[CreatorView]:
        authorize(self.member, Action.SEE_CREATORS)
        return await self.reads.creators.page(self.member.workspace_id, part, tidy(query or StoredQuery()))

    async def creators_by_ids(self, ids: Collection[CreatorId]) -> Mapping[CreatorId, CreatorView]:
        authorize(self.member, Action.SEE_CREATORS)
        return await self.reads.creators.by_ids(self.member.workspace_id, ids)

    async def performance_of_campaigns(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, TotalsView]:
        authorize(self.member, Action.SEE_PERFORMANCE)
        notice(self.reads.attention, self.member, CAMPAIGN, ids)
        return await self.reads.performance.of_campaigns(self.member.workspace_id, ids)

    async def performance_of_creators(
        self, pairs: Collection[tuple[CampaignId, CreatorId]]
    ) -> Mapping[tuple[CampaignId, CreatorId], TotalsView]:
        authorize(self.member, Action.SEE_PERFORMANCE)
        return await self.reads.performance.of_creators(self.member.workspace_id, pairs)

    async def posts_of_campaigns(self, ids: Collection[CampaignId], part: Slice) -> Mapping[CampaignId, Page[PostView]]:
        authorize(self.member, Action.SEE_PERFORMANCE)
        return await self.reads.performance.pages_of_posts(self.member.workspace_id, ids, part)

    async def posts_by_ids(self, ids: Collection[PostId]) -> Mapping[PostId, PostView]:
        authorize(self.member, Action.SEE_PERFORMANCE)
        return await self.reads.performance.posts_by_ids(self.member.workspace_id, ids)

    async def histories(self, ids: Collection[PostId], newest: int) -> Mapping[PostId, Sequence[SnapshotView]]:
        authorize(self.member, Action.SEE_PERFORMANCE)
        return await self.reads.performance.histories(self.member.workspace_id, ids, newest)

    async def connect_invites(self, part: Slice) -> Page[ConnectInviteView]:
        authorize(self.member, Action.INVITE_TO_CONNECT)
        return await self.reads.connect_invites.page(self.member.workspace_id, part)

    async def purges(self, part: Slice) -> Page[PurgeView]:
        authorize(self.member, Action.SEE_PURGES)
        return await self.reads.purges.page(self.member.workspace_id, part)

    async def marketplace(self) -> MarketplaceView | None:
        authorize(self.member, Action.SEE_MARKETPLACE)
        return await self.reads.accounts.marketplace(self.member.workspace_id)


def _wanted(text: str | None, field: str) -> str | None:
    return None if text is None else text_or_empty(text, field, SEARCH_MAX)
