"""The schema, assembled: `schema` is what is executed, `sdl()` what is committed as `schema.graphql`."""

from collections.abc import Sequence

import strawberry
from graphql import GraphQLError, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.types.execution import ExecutionContext
from typing_extensions import override

from creatorport.graphql.access import check
from creatorport.graphql.account.invites import ConnectInviteMutations, ConnectInviteQueries
from creatorport.graphql.account.mutations import AccountMutations
from creatorport.graphql.account.queries import AccountQueries
from creatorport.graphql.batch.mutations import BatchMutations
from creatorport.graphql.batch.queries import BatchQueries
from creatorport.graphql.batch.subscriptions import BatchSubscriptions
from creatorport.graphql.business.mutations import BusinessMutations
from creatorport.graphql.campaign.conflict import CampaignEditConflict
from creatorport.graphql.campaign.editing import CampaignEditing
from creatorport.graphql.campaign.mutations import CampaignMutations
from creatorport.graphql.campaign.queries import CampaignQueries
from creatorport.graphql.campaign.steps import CampaignSteps
from creatorport.graphql.comparison.queries import ComparisonQueries
from creatorport.graphql.creator.categories import CategoryQueries
from creatorport.graphql.creator.mutations import CreatorMutations
from creatorport.graphql.creator.queries import CreatorQueries
from creatorport.graphql.deliverable.mutations import DeliverableMutations
from creatorport.graphql.deliverable.queries import DeliverableQueries
from creatorport.graphql.eligibility.queries import EligibilityQueries
from creatorport.graphql.error.types import Refusal, TikTokRefusal
from creatorport.graphql.exclusion.mutations import ExclusionMutations
from creatorport.graphql.exclusion.queries import ExclusionQueries
from creatorport.graphql.hook.mutations import HookMutations
from creatorport.graphql.hook.queries import HookQueries
from creatorport.graphql.insights.mutations import InsightMutations
from creatorport.graphql.insights.queries import InsightQueries
from creatorport.graphql.invitation.answers import AnswerMutations
from creatorport.graphql.invitation.counter_offers import CounterOfferMutations
from creatorport.graphql.invitation.life import InvitationLifeMutations
from creatorport.graphql.invitation.mutations import InvitationMutations
from creatorport.graphql.invitation.received import ReceivedInvitationQueries
from creatorport.graphql.marketplace.mutations import MarketplaceMutations
from creatorport.graphql.marketplace.queries import MarketplaceQueries
from creatorport.graphql.match.queries import MatchQueries
from creatorport.graphql.node.queries import NodeQueries
from creatorport.graphql.note.mutations import NoteMutations
from creatorport.graphql.one_moment import ReadsOfOneMoment
from creatorport.graphql.performance.subscriptions import PerformanceSubscriptions
from creatorport.graphql.planning.mutations import PlanningMutations
from creatorport.graphql.planning.queries import PlanningQueries
from creatorport.graphql.publication.mutations import PublicationMutations
from creatorport.graphql.publication.queries import PublicationQueries
from creatorport.graphql.readiness.queries import ReadinessQueries
from creatorport.graphql.retention.queries import RetentionQueries
from creatorport.graphql.saved_search.mutations import SavedSearchMutations
from creatorport.graphql.saved_search.queries import SavedSearchQueries
from creatorport.graphql.scalars import SCALARS
from creatorport.graphql.shortlist.mutations import ShortlistMutations
from creatorport.graphql.shortlist.queries import ShortlistQueries
from creatorport.graphql.spark.mutations import SparkMutations
from creatorport.graphql.sync.mutations import SyncMutations
from creatorport.graphql.sync.subscriptions import SyncSubscriptions
from creatorport.graphql.tag.mutations import TagMutations
from creatorport.graphql.tag.queries import TagQueries
from creatorport.graphql.template.mutations import TemplateMutations
from creatorport.graphql.template.queries import TemplateQueries
from creatorport.graphql.viewer.mutations import WorkspaceMutations
from creatorport.graphql.viewer.queries import ViewerQueries
from creatorport.graphql.webhook.mutations import WebhookMutations
from creatorport.graphql.webhook.queries import WebhookQueries


@strawberry.type(description="What can be read.")
class Query(
    ViewerQueries,
    NodeQueries,
    CampaignQueries,
    ReceivedInvitationQueries,
    CreatorQueries,
    ComparisonQueries,
    MatchQueries,
    CategoryQueries,
    ExclusionQueries,
    DeliverableQueries,
    TagQueries,
    ShortlistQueries,
    SavedSearchQueries,
    AccountQueries,
    PublicationQueries,
    InsightQueries,
    ConnectInviteQueries,
    ReadinessQueries,
    PlanningQueries,
    RetentionQueries,
    MarketplaceQueries,
    TemplateQueries,
    WebhookQueries,
    HookQueries,
    EligibilityQueries,
    BatchQueries,
):
    """Root of all queries."""


@strawberry.type(description="What can be done. An expected no comes in the payload's `errors`.")
class Mutation(
    CampaignMutations,
    CampaignEditing,
    CampaignSteps,
    WorkspaceMutations,
    CreatorMutations,
    InvitationMutations,
    AnswerMutations,
    CounterOfferMutations,
    InvitationLifeMutations,
    ExclusionMutations,
    DeliverableMutations,
    SparkMutations,
    TagMutations,
    ShortlistMutations,
    SavedSearchMutations,
    NoteMutations,
    AccountMutations,
    PublicationMutations,
    BusinessMutations,
    InsightMutations,
    ConnectInviteMutations,
    SyncMutations,
    PlanningMutations,
    MarketplaceMutations,
    TemplateMutations,
    WebhookMutations,
    HookMutations,
    BatchMutations,
):
    """Root of all mutations."""


@strawberry.type(description="What can be followed. Every message has a cursor to resume from.")
class Subscription(PerformanceSubscriptions, SyncSubscriptions, BatchSubscriptions):
    """Root of all subscriptions."""


class GatewaySchema(strawberry.Schema):
    @override
    def process_errors(self, errors: Sequence[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing: the transport logs faults once, with the request's id, and refusals are no faults."""

    @property
    def core(self) -> GraphQLSchema:
        return self._schema


def build() -> GatewaySchema:
    """Assemble the schema. Raises TypeError when a root field or edge is missing from the access table."""
    built = GatewaySchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Refusal, TikTokRefusal, CampaignEditConflict],
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[ReadsOfOneMoment],
    )
    check(built.core)
    return built


schema = build()


def sdl() -> str:
    """Return the schema as clients read it, with a newline at its end."""
    return schema.as_str() + "\n"
