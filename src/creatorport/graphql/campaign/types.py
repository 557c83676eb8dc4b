from datetime import datetime
from typing import Annotated

import strawberry

from creatorport.application.views import CampaignView, Slice
from creatorport.graphql.activity.loaders import ActivityAsked, ActivityByCampaignIdLoader
from creatorport.graphql.activity.types import Activity, ActivityKind
from creatorport.graphql.batch.loaders import BatchesByCampaignIdLoader
from creatorport.graphql.batch.types import InvitationBatch
from creatorport.graphql.campaign.loaders import CommittedByCampaignIdLoader, RemainingByCampaignIdLoader
from creatorport.graphql.campaign.states import CampaignState
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.deliverable.arguments import deliverables_asked
from creatorport.graphql.deliverable.loaders import (
    DeliverableCountsByCampaignIdLoader,
    DeliverablesByCampaignIdLoader,
)
from creatorport.graphql.deliverable.types import Deliverable, DeliverableCount
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.invitation.loaders import (
    InvitationCountsByCampaignIdLoader,
    InvitationsAsked,
    InvitationsByCampaignIdLoader,
)
from creatorport.graphql.invitation.states import InvitationState
from creatorport.graphql.invitation.types import Invitation, InvitationCount
from creatorport.graphql.money.types import Money
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.performance.failures import CaptureFailure
from creatorport.graphql.performance.loaders import (
    CaptureFailureByCampaignIdLoader,
    PerformanceByCampaignIdLoader,
    PostsByCampaignIdLoader,
)
from creatorport.graphql.performance.posts import Post
from creatorport.graphql.performance.types import Totals
from creatorport.graphql.plan.loaders import MilestonesLoader, TargetsLoader
from creatorport.graphql.plan.targets import TargetProgress
from creatorport.graphql.plan.types import (
    LinkPlacement,
    Milestone,
    PlannedDeliverable,
    Product,
    ProductLink,
    TeamMember,
    Timeline,
)
from creatorport.graphql.plan.words import CollaborationType
from creatorport.graphql.scalars import URL
from creatorport.graphql.undecided.loaders import UndecidedByCampaignIdLoader
from creatorport.graphql.undecided.types import Undecided


def _invitations_asked(
    first: First = PAGE_DEFAULT,
    after: After = None,
    states: Annotated[
        list[InvitationState] | None, strawberry.argument(description="Only those in one of these states.")
    ] = None,
) -> InvitationsAsked:
    return InvitationsAsked(part_of(first, after), frozenset(state.value for state in states or ()))


def _activity_asked(
    first: First = PAGE_DEFAULT,
    after: After = None,
    kinds: Annotated[
        list[ActivityKind] | None, strawberry.argument(description="Only what is about one of these.")
    ] = None,
) -> ActivityAsked:
    return ActivityAsked(part_of(first, after), frozenset(kind.value for kind in kinds or ()))


def _batches_asked(first: First = PAGE_DEFAULT, after: After = None) -> Slice:
    return part_of(first, after)


def _posts_asked(first: First = PAGE_DEFAULT, after: After = None) -> Slice:
    return part_of(first, after)


@strawberry.type(description="What a brand runs with creators on TikTok One.")
class Campaign(Node):
    id: strawberry.ID = identity("Campaign")
    name: str = attribute("The campaign's name.")
    brand_name: str = attribute("The brand that it is for.")
    brief: str = attribute("What creators are asked to do; empty where nothing is written.")
    state: CampaignState = attribute("Where it stands.")
    created_at: datetime = attribute("When it was created here.")
    created_by: str = attribute("The id of the member who created it.")
    tiktok_campaign_id: str | None = attribute("TikTok's id of it; null before TikTok has it.")
    invite_link: URL | None = attribute("The link by which creators join; null before TikTok has it.")
    country_codes: list[str] = attribute("The countries it runs in, as TikTok tells; empty before TikTok has it.")
    rejection: str | None = attribute("Why TikTok would not have it; null unless it is REJECTED.")
    version: int = attribute("Counts its changes; to be named when it is updated.")
    archived_at: datetime | None = attribute("When it was put away; null where it was not.")
    order_id: str | None = attribute(
        "TikTok's id of its order; null where there is none. Orders are an assumed contract, and off by default."
    )
    timeline: Timeline | None = derived(lambda campaign: campaign.plan.timeline, "Its days; null where none are set.")
    collaboration: CollaborationType | None = derived(
        lambda campaign: campaign.plan.collaboration and campaign.plan.collaboration.value,
        "What creators get; null where it was not said.",
    )
    products: list[Product] = derived(lambda campaign: campaign.plan.products, "What it shows.")
    placement: LinkPlacement | None = derived(
        lambda campaign: campaign.plan.placement, "How its first product with a page is linked; null where it is not."
    )
    product_link: ProductLink | None = derived(
        lambda campaign: campaign.link, "The link as TikTok has it; null where it has none."
    )
    planned_deliverables: list[PlannedDeliverable] = derived(
        lambda campaign: campaign.plan.deliverables, "What each creator is asked for."
    )
    team: list[TeamMember] = derived(lambda campaign: campaign.plan.team, "Who works on it.")
    targets: list[TargetProgress] = edge(
        TargetsLoader,
        "What it is meant to come to, and what it has come to so far.",
        key=lambda campaign: (campaign.id, campaign.plan.targets),
    )
    milestones: list[Milestone] = edge(
        MilestonesLoader,
        "Numbers on the way: those of the plan in their order, then those that were reached before they left it.",
        key=lambda campaign: (campaign.id, campaign.plan.milestones),
    )
    budget: Money | None = derived(
        lambda campaign: campaign.plan.budget,
        "The most that may be committed to creators; null where no limit was set.",
    )
    committed: Money | None = edge(
        CommittedByCampaignIdLoader,
        "The sum of the fees that were agreed; null where there is neither a budget nor a fee.",
        key=lambda campaign: campaign.id,
    )
    remaining: Money | None = edge(
        RemainingByCampaignIdLoader,
        "What is left of the budget: below zero where creators accepted at TikTok beyond it; null without a budget.",
        key=lambda campaign: campaign.id,
    )
    invitations: Connection[Invitation] = edge(
        InvitationsByCampaignIdLoader,
        "Its invitations, oldest first.",
        key=lambda campaign: campaign.id,
        asked=_invitations_asked,
    )
    invitation_counts: list[InvitationCount] = edge(
        InvitationCountsByCampaignIdLoader,
        "How many of its invitations are in each state.",
        key=lambda campaign: campaign.id,
    )
    activity: Connection[Activity] = edge(
        ActivityByCampaignIdLoader,
        "Who did what, newest first.",
        key=lambda campaign: campaign.id,
        asked=_activity_asked,
    )
    deliverables: Connection[Deliverable] = edge(
        DeliverablesByCampaignIdLoader,
        "What its creators owe, in the order it was agreed.",
        key=lambda campaign: campaign.id,
        asked=deliverables_asked,
    )
    deliverable_counts: list[DeliverableCount] = edge(
        DeliverableCountsByCampaignIdLoader,
        "How many of its deliverables are in each state.",
        key=lambda campaign: campaign.id,
    )
    invitation_batches: Connection[InvitationBatch] = edge(
        BatchesByCampaignIdLoader,
        "The batches in which creators were invited, newest first.",
        key=lambda campaign: campaign.id,
        asked=_batches_asked,
    )
    undecided: list[Undecided] = edge(
        UndecidedByCampaignIdLoader,
        "What of it or its order is not known to have happened at TikTok, longest first; empty where everything is.",
        key=lambda campaign: campaign.id,
    )
    performance: Totals = edge(
        PerformanceByCampaignIdLoader, "What its posts did, summed up.", key=lambda campaign: campaign.id
    )
    capture_failure: CaptureFailure | None = edge(
        CaptureFailureByCampaignIdLoader,
        "Why its performance could not be captured when that was tried last; null once it went well. The numbers stay.",
        key=lambda campaign: campaign.id,
    )
    posts: Connection[Post] = edge(
        PostsByCampaignIdLoader,
        "The videos that count for it, in the order they were linked.",
        key=lambda campaign: campaign.id,
        asked=_posts_asked,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, CampaignView)
