"""A whole gateway in memory behind the schema: real use cases on fakes, and members of every role."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from strawberry.types import ExecutionResult

from creatorport.application.answer_step import Answering
from creatorport.application.connect_business import ConnectBusiness
from creatorport.application.consent import BeginConsent
from creatorport.application.discovery.categories import KnowCategories
from creatorport.application.discovery.keeping import KeepFound
from creatorport.application.discovery.walking import WalkOn
from creatorport.application.effects.intending import Intend
from creatorport.application.enrichment import Enrich
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.joining import JoinInName
from creatorport.application.planning.holding import Holdings
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.standings import AskStandings
from creatorport.application.syncing.begin import BeginSync, SyncPolicy
from creatorport.application.use_cases.accept_counter_offer import AcceptCounterOffer
from creatorport.application.use_cases.accept_invitation import AcceptInvitation
from creatorport.application.use_cases.answer_counter_offer import AnswerCounterOffer
from creatorport.application.use_cases.archive_template import ArchiveTemplate
from creatorport.application.use_cases.cancel_batch import CancelBatch
from creatorport.application.use_cases.check_eligibility import CheckEligibility
from creatorport.application.use_cases.check_readiness import CheckReadiness
from creatorport.application.use_cases.counter_invitation import CounterInvitation
from creatorport.application.use_cases.create_campaign import CreateCampaign
from creatorport.application.use_cases.create_template import CreateTemplate
from creatorport.application.use_cases.decline_invitation import DeclineInvitation
from creatorport.application.use_cases.disconnect_account import DisconnectAccount
from creatorport.application.use_cases.disconnect_business import DisconnectBusiness
from creatorport.application.use_cases.discover_creators import DiscoverCreators, ListLife
from creatorport.application.use_cases.extend_invitation import ExtendInvitation
from creatorport.application.use_cases.finish_connect import FinishConnect
from creatorport.application.use_cases.follow_batch import FollowBatch
from creatorport.application.use_cases.follow_performance import FollowPerformance
from creatorport.application.use_cases.follow_sync import FollowSync
from creatorport.application.use_cases.hand_over_invitation import HandOverInvitation
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
from creatorport.application.use_cases.refuse_counter_offer import RefuseCounterOffer
from creatorport.application.use_cases.remind_invitation import RemindInvitation
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
from creatorport.application.use_cases.withdraw_invitation import WithdrawInvitation
from creatorport.application.use_cases.withdraw_promise import WithdrawPromise
from creatorport.application.webhooks.registrar import Registrar
from creatorport.domain.connecting import ConnectTarget
from creatorport.domain.ids import MarketplaceId, MemberId, WorkspaceId
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.readiness import Finding, Standing
from creatorport.domain.regions import Regions
from creatorport.domain.schedule import DailySchedule
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.context import Application, Context, GraphCaller, UseCases
from creatorport.graphql.invitation.use_cases import NegotiationUseCases
from creatorport.graphql.schema import schema
from tests.fakes.campaigns import campaign_use_cases
from tests.fakes.clock import MovableClock
from tests.fakes.deliverable_use_cases import deliverable_use_cases
from tests.fakes.feed import InMemoryEventFeed
from tests.fakes.hook_sending import FakeHookSender
from tests.fakes.hook_use_cases import hook_use_cases
from tests.fakes.identities import CountingIdentities
from tests.fakes.leases import InMemoryLeases
from tests.fakes.lists import list_use_cases
from tests.fakes.publishing_use_cases import publishing_use_cases
from tests.fakes.quotas import FakeQuotas
from tests.fakes.reads import reads_in_memory
from tests.fakes.tiktok import (
    FakeBusinessLogin,
    FakeBusinessProfiles,
    FakeMarketplaceLogin,
    FakeProfiles,
    FakeTikTokLogin,
    FakeTikTokOne,
)
from tests.fakes.tiktok_posting import FakePosting
from tests.fakes.tiktok_search import REGIONS
from tests.fakes.units_of_work import InMemoryUnitsOfWork
from tests.fakes.vault import InMemoryVault

SCOPES = frozenset({"user.info.basic", "user.info.profile", "user.info.stats", "video.publish"})
CREATOR_SCOPES = frozenset(
    {
        "user.info.basic",
        "user.info.username",
        "user.info.stats",
        "user.insights",
        "video.list",
        "video.insights",
        "biz.creator.info",
        "biz.creator.insights",
        "tcm.order.update",
    }
)
HOME = WorkspaceId("lumen")
HOOK = "https://gateway.test/webhooks/tiktok-business"
REDIRECT = "https://gateway.test/oauth/tiktok/callback"


@dataclass
class Gateway:
    clock: MovableClock = field(default_factory=MovableClock)
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.units = InMemoryUnitsOfWork()
        self.identities = CountingIdentities()
        self.login = FakeTikTokLogin(self.clock)
        self.profiles = FakeProfiles(self.login)
        self.posting = FakePosting(self.login)
        self.one = FakeTikTokOne(self.clock)
        self.quotas = FakeQuotas(self.clock)
        self.receiver = FakeHookSender()
        self.brand_login = FakeMarketplaceLogin(self.one)
        self.creator_login = FakeBusinessLogin(self.clock)
        self.feed = InMemoryEventFeed(self.units.storage)
        self.application = Application(
            reads_in_memory(self.units.storage, self.calls), self.use_cases(self.units), self.clock
        )

    def use_cases(self, units: UnitsOfWork) -> UseCases:
        """Every use case, on these units of work."""
        clock, ids = self.clock, self.identities
        self.tokens = tokens = FreshTokens(units, clock, InMemoryLeases(), self.login, InMemoryVault())
        self.begin_sync = begin_sync = BeginSync(clock, ids, SyncPolicy(DailySchedule(time(3, 30), ZoneInfo("UTC"))))
        standings = AskStandings(units, clock, self.one.status, timedelta(hours=24))
        return UseCases(
            create_campaign=CreateCampaign(units, clock, ids),
            launch_campaign=LaunchCampaign(units, clock, ids),
            invite_creators=InviteCreators(units, clock, ids, standings),
            deliverables=deliverable_use_cases(units, clock, ids),
            publishing=publishing_use_cases(units, clock, ids, tokens, self.posting),
            start_account_connect=StartAccountConnect(
                units, BeginConsent(clock, ids, self.login, SCOPES), frozenset({"https://app.example"})
            ),
            check_readiness=CheckReadiness(clock, REDIRECT, [self._probe]),
            invite_to_connect=InviteToConnect(units, clock, ids, "https://gateway.test"),
            revoke_connect_invite=RevokeConnectInvite(units, clock),
            start_marketplace_connect=StartMarketplaceConnect(units, clock, ids, self.brand_login),
            finish_connect=FinishConnect(
                units,
                clock,
                ids,
                self.login,
                self.profiles,
                self.brand_login,
                begin_sync,
                ConnectBusiness(units, clock, self.creator_login, FakeBusinessProfiles(self.creator_login)),
            ),
            start_business_connect=StartBusinessConnect(
                units,
                BeginConsent(clock, ids, self.creator_login, CREATOR_SCOPES, ConnectTarget.BUSINESS),
                frozenset({"https://app.example"}),
            ),
            refresh_insights=RefreshInsights(units, clock),
            refresh_creator_insights=RefreshCreatorInsights(units, clock),
            disconnect_business=DisconnectBusiness(units, clock, InMemoryVault(), ids),
            refresh_profile=RefreshProfile(units, clock, tokens, self.profiles, timedelta(hours=24)),
            disconnect_account=DisconnectAccount(units, clock, InMemoryVault(), ids),
            discover_creators=self._discover(units),
            list_categories=ListCategories(units, KnowCategories(units, clock, self.one.labels)),
            refresh_creators=RefreshCreators(units, clock, Enrich(units, clock, self.one.pages, timedelta(days=7))),
            sync_account=SyncAccountNow(units, begin_sync),
            follow_sync=FollowSync(units, self.feed),
            show_plan=ShowPlan(units, clock, Holdings(self.quotas, 20_000), timedelta(minutes=1)),
            promise_freshness=PromiseFreshness(units, clock, ids, Holdings(self.quotas, 20_000)),
            show_promises=ShowPromises(units, clock),
            show_quotas=ShowQuotas(self.quotas),
            withdraw_promise=WithdrawPromise(units, clock),
            create_template=CreateTemplate(units, clock, ids),
            update_template=UpdateTemplate(units, clock),
            archive_template=ArchiveTemplate(units, clock),
            preview_invitations=PreviewInvitations(units),
            check_eligibility=CheckEligibility(units, clock, standings),
            invite_in_batch=InviteInBatch(units, clock, ids),
            cancel_batch=CancelBatch(units, clock),
            follow_batch=FollowBatch(units, self.feed),
            negotiation=self._negotiation(units),
            lists=list_use_cases(units, clock, ids),
            hooks=hook_use_cases(units, clock, ids, self.receiver),
            replay_webhook=ReplayWebhook(units),
            campaigns=campaign_use_cases(units, clock, ids),
            repair_webhooks=RepairWebhooks(
                units, Registrar(InMemoryLeases(), self.one.webhooks, self.one.account_webhooks, HOOK)
            ),
            follow_performance=FollowPerformance(units, self.feed, clock),
        )

    def _negotiation(self, units: UnitsOfWork) -> NegotiationUseCases:
        clock, ids = self.clock, self.identities
        answering = Answering(units, clock, JoinInName(Intend(clock, ids)))
        return NegotiationUseCases(
            accept=AcceptInvitation(answering),
            decline=DeclineInvitation(answering, ids, personal=True),
            counter=CounterInvitation(answering),
            answer_counter=AnswerCounterOffer(answering),
            accept_counter=AcceptCounterOffer(answering),
            refuse_counter=RefuseCounterOffer(answering),
            withdraw=WithdrawInvitation(answering, ids, personal=True),
            remind=RemindInvitation(units, clock),
            extend=ExtendInvitation(answering),
            hand_over=HandOverInvitation(units, clock, ids, "https://gateway.test"),
        )

    def _discover(self, units: UnitsOfWork) -> DiscoverCreators:
        clock, ids = self.clock, self.identities
        categories = KnowCategories(units, clock, self.one.labels)
        keep = KeepFound(clock, ids, timedelta(hours=24))
        walk_on = WalkOn(units, InMemoryLeases(), self.one.search, categories, keep)
        stored = reads_in_memory(self.units.storage, self.calls).creators
        life = ListLife(timedelta(minutes=15), timedelta(hours=24))
        return DiscoverCreators(units, clock, ids, walk_on, stored, Regions(REGIONS), life)

    async def _probe(self) -> list[Finding]:
        return [Finding("keys", "seals", Standing.WARNING, "an older key", "Rotate.")]

    def member(self, role: Role = Role.OWNER, workspace: str = HOME, name: str | None = None) -> Member:
        return Member(MemberId(name or f"{role.value}-1"), WorkspaceId(workspace), role)

    def context(self, member: Member | None) -> Context:
        return GraphCaller(self.application, member).context("request-1")

    async def run(
        self, document: str, variables: dict[str, Any] | None = None, *, by: Member | Role | None = Role.OWNER
    ) -> ExecutionResult:
        """Execute a document as a member, as somebody of a role, or as a stranger (None)."""
        member = self.member(by) if isinstance(by, Role) else by
        result = await schema.execute(document, variable_values=variables, context_value=self.context(member))
        assert isinstance(result, ExecutionResult)
        return result

    async def data(
        self, document: str, variables: dict[str, Any] | None = None, *, by: Member | Role = Role.OWNER
    ) -> dict[str, Any]:
        """Execute a document that must succeed."""
        result = await self.run(document, variables, by=by)
        assert result.errors is None, [error.original_error or error for error in result.errors]
        assert result.data is not None
        return result.data

    async def connect_marketplace(self, workspace: str = HOME) -> None:
        """Give the workspace a working TikTok One account."""
        async with self.units() as uow:
            marketplace = Marketplace(
                MarketplaceId(f"marketplace-{workspace}"),
                WorkspaceId(workspace),
                "7400000000000000001",
                "Lumen",
                self.one.token("7400000000000000001"),
                MemberId("owner-1"),
                self.clock.now(),
            )
            await uow.marketplaces.add(marketplace)
            await uow.commit()


def codes(result: ExecutionResult) -> Sequence[str | None]:
    """The codes of a result's top-level errors; None for a fault."""
    return [(error.extensions or {}).get("code") for error in result.errors or ()]


async def events(result: Any, number: int) -> AsyncIterator[dict[str, Any]]:
    for _ in range(number):
        answer = await anext(result)
        assert answer.errors is None, answer.errors
        yield answer.data
