"""What resolvers are given: the caller's own queries, the use cases, and loaders that live for one operation."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

import strawberry

from creatorport.application.ports.clock import Clock
from creatorport.application.queries import Queries, Reads
from creatorport.application.use_cases.archive_template import ArchiveTemplate
from creatorport.application.use_cases.cancel_batch import CancelBatch
from creatorport.application.use_cases.check_eligibility import CheckEligibility
from creatorport.application.use_cases.check_readiness import CheckReadiness
from creatorport.application.use_cases.create_campaign import CreateCampaign
from creatorport.application.use_cases.create_template import CreateTemplate
from creatorport.application.use_cases.disconnect_account import DisconnectAccount
from creatorport.application.use_cases.disconnect_business import DisconnectBusiness
from creatorport.application.use_cases.discover_creators import DiscoverCreators
from creatorport.application.use_cases.finish_connect import FinishConnect
from creatorport.application.use_cases.follow_batch import FollowBatch
from creatorport.application.use_cases.follow_performance import FollowPerformance
from creatorport.application.use_cases.follow_sync import FollowSync
from creatorport.application.use_cases.invite_creators import InviteCreators
from creatorport.application.use_cases.invite_in_batch import InviteInBatch
from creatorport.application.use_cases.invite_to_connect import InviteToConnect
from creatorport.application.use_cases.launch_campaign import LaunchCampaign
from creatorport.application.use_cases.list_categories import ListCategories
from creatorport.application.use_cases.preview_invitations import PreviewInvitations
from creatorport.application.use_cases.promise_freshness import PromiseFreshness
from creatorport.application.use_cases.refresh_creator_insights import RefreshCreatorInsights
from creatorport.application.use_cases.refresh_creators import RefreshCreators
from creatorport.application.use_cases.refresh_insights import RefreshInsights
from creatorport.application.use_cases.refresh_profile import RefreshProfile
from creatorport.application.use_cases.repair_webhooks import RepairWebhooks
from creatorport.application.use_cases.replay_webhook import ReplayWebhook
from creatorport.application.use_cases.revoke_connect_invite import RevokeConnectInvite
from creatorport.application.use_cases.show_plan import ShowPlan
from creatorport.application.use_cases.show_promises import ShowPromises
from creatorport.application.use_cases.show_quotas import ShowQuotas
from creatorport.application.use_cases.start_account_connect import StartAccountConnect
from creatorport.application.use_cases.start_business_connect import StartBusinessConnect
from creatorport.application.use_cases.start_marketplace_connect import StartMarketplaceConnect
from creatorport.application.use_cases.sync_account_now import SyncAccountNow
from creatorport.application.use_cases.update_template import UpdateTemplate
from creatorport.application.use_cases.withdraw_promise import WithdrawPromise
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.campaign.use_cases import CampaignUseCases
from creatorport.graphql.deliverable.use_cases import DeliverableUseCases
from creatorport.graphql.errors import not_signed_in
from creatorport.graphql.hook.use_cases import HookUseCases
from creatorport.graphql.invitation.use_cases import NegotiationUseCases
from creatorport.graphql.lists.use_cases import ListUseCases
from creatorport.graphql.loading import Loaders
from creatorport.graphql.publication.use_cases import PublishingUseCases


@dataclass(frozen=True, slots=True)
class UseCases:
    """Every use case that the graph can call, ready made."""

    create_campaign: CreateCampaign
    launch_campaign: LaunchCampaign
    invite_creators: InviteCreators
    deliverables: DeliverableUseCases
    publishing: PublishingUseCases
    start_account_connect: StartAccountConnect
    invite_to_connect: InviteToConnect
    check_readiness: CheckReadiness
    revoke_connect_invite: RevokeConnectInvite
    start_marketplace_connect: StartMarketplaceConnect
    finish_connect: FinishConnect
    refresh_profile: RefreshProfile
    disconnect_account: DisconnectAccount
    start_business_connect: StartBusinessConnect
    refresh_insights: RefreshInsights
    refresh_creator_insights: RefreshCreatorInsights
    disconnect_business: DisconnectBusiness
    discover_creators: DiscoverCreators
    refresh_creators: RefreshCreators
    list_categories: ListCategories
    follow_performance: FollowPerformance
    sync_account: SyncAccountNow
    follow_sync: FollowSync
    show_plan: ShowPlan
    show_promises: ShowPromises
    show_quotas: ShowQuotas
    promise_freshness: PromiseFreshness
    withdraw_promise: WithdrawPromise
    replay_webhook: ReplayWebhook
    repair_webhooks: RepairWebhooks
    create_template: CreateTemplate
    update_template: UpdateTemplate
    archive_template: ArchiveTemplate
    preview_invitations: PreviewInvitations
    check_eligibility: CheckEligibility
    invite_in_batch: InviteInBatch
    cancel_batch: CancelBatch
    follow_batch: FollowBatch
    lists: ListUseCases
    campaigns: CampaignUseCases
    negotiation: NegotiationUseCases
    hooks: HookUseCases


@dataclass(frozen=True, slots=True)
class Application:
    """What all operations share."""

    reads: Reads
    use_cases: UseCases
    clock: Clock


@dataclass(frozen=True, slots=True)
class GraphCaller:
    """Who is on the line, until when. Without a member it is a stranger, who gets nothing."""

    application: Application
    member: Member | None
    expires_at: datetime | None = None

    @property
    def sharing_key(self) -> str | None:
        """What answers depend on besides document and variables: equal keys see equal things."""
        if self.member is None:
            return None
        own = self.member.id if self.member.role is Role.CREATOR else None
        return json.dumps([self.member.workspace_id, self.member.role.value, own])

    def context(self, request_id: str) -> "Context":
        return Context(self, request_id)


@dataclass(slots=True)
class Context:
    """One operation's context."""

    caller: GraphCaller
    request_id: str
    loaders: Loaders = field(init=False)

    def __post_init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Forget what was loaded so far: before each event of a subscription, and before each mutation."""
        self.loaders = Loaders(lambda: self.queries)

    @property
    def member(self) -> Member:
        """The caller. Raises a top-level UNAUTHENTICATED error for a stranger."""
        if self.caller.member is None:
            raise not_signed_in()
        return self.caller.member

    @property
    def queries(self) -> Queries:
        return Queries(self.member, self.caller.application.reads)

    @property
    def use_cases(self) -> UseCases:
        return self.caller.application.use_cases

    @property
    def clock(self) -> Clock:
        return self.caller.application.clock

    @property
    def now(self) -> datetime:
        return self.clock.now()


Info: TypeAlias = strawberry.Info[Context, None]
