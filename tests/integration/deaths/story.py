"""What is said and done in one campaign's story. Requests have keys: whoever comes after a dead process asks again."""

from collections.abc import Sequence
from datetime import date, timedelta

from creatorport.application.offers import Offers
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.standings import SeenStanding
from creatorport.application.use_cases.accept_invitation import AcceptInvitationCommand
from creatorport.application.use_cases.cancel_campaign import CancelCampaignCommand
from creatorport.application.use_cases.change_link_request import ChangeLinkRequestCommand
from creatorport.application.use_cases.create_campaign import CreateCampaignCommand
from creatorport.application.use_cases.invite_creators import InviteCreatorsCommand
from creatorport.application.use_cases.launch_campaign import LaunchCampaignCommand
from creatorport.application.use_cases.redeem_spark_code import RedeemSparkCommand
from creatorport.application.use_cases.request_spark import RequestSparkCommand
from creatorport.application.use_cases.review_deliverable import Review, ReviewDeliverableCommand
from creatorport.application.use_cases.submit_deliverable import SubmitDeliverableCommand
from creatorport.application.use_cases.update_campaign import UpdateCampaignCommand
from creatorport.application.use_cases.withdraw_invitation import WithdrawInvitationCommand
from creatorport.application.writing import Words
from creatorport.domain.account import TikTokAccount, TokenGrant
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.campaign_changes import CampaignChanges
from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan, Collaboration
from creatorport.domain.creator import Creator, Reach
from creatorport.domain.effect import EffectKind
from creatorport.domain.handle import Handle
from creatorport.domain.ids import (
    AccountId,
    CampaignId,
    CreatorId,
    DeliverableId,
    InvitationId,
    MarketplaceId,
    MemberId,
    PostId,
)
from creatorport.domain.link_request import LinkAction
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.product import Product
from creatorport.domain.product_link import LinkPlacement
from creatorport.domain.secret import Secret
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer
from creatorport.domain.timeline import Timeline
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.context import UseCases
from tests.e2e.crash.story import LUMEN, MANAGER
from tests.integration.deaths.stage import Stage
from tests.unit.domain.specimens import SCOPES, grant, profile
from tiktok_simulator.business import spark_life
from tiktok_simulator.world import Creator as WorldCreator

ANA = Member(MemberId("ana"), LUMEN, Role.CREATOR)
GHOST = "nobody.of.this.name"
PLAN = CampaignPlan(
    Money.of(5000, "USD"),
    Timeline(date(2026, 11, 1), date(2026, 12, 24), "UTC"),
    Collaboration.PAID,
    (Product("Lamp", "https://lumen.example/lamp"),),
    placement=LinkPlacement("14000000000", "US", "https://lumen.example/lamp.png"),
)
ONE_VIDEO = Offer(Money.of(400, "USD"), deliverables=(AskedDeliverable(DeliverableKind.VIDEO),))


class Story:
    """Ana is invited, accepts, hands in a video and lets it be advertised; Tom's invitation is withdrawn."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.version = 0

    @property
    def ana(self) -> WorldCreator:
        return self.stage.simulator.world.creator(0)

    @property
    def tom(self) -> WorldCreator:
        return self.stage.simulator.world.creator(1)

    @property
    def cases(self) -> UseCases:
        cases: UseCases = self.stage.container.members.use_cases()
        return cases

    @property
    def campaign_id(self) -> CampaignId:
        return CampaignId(self._one("SELECT id FROM campaigns"))

    @property
    def deliverable_id(self) -> DeliverableId:
        return DeliverableId(self._one("SELECT id FROM deliverables"))

    @property
    def post_id(self) -> PostId:
        return PostId(self._one("SELECT id FROM posts"))

    @property
    def video_id(self) -> str:
        return self.ana.videos_at(self.stage.simulator.clock.now())[-1].id

    async def draft(self) -> None:
        await self._connect()
        command = CreateCampaignCommand(MANAGER, "Glow", "Lumen", "Show your routine.", None, self._plan)
        await self._invite(await self.cases.create_campaign(command), [self.ana.handle], "first")

    async def launch(self) -> None:
        await self.cases.launch_campaign(LaunchCampaignCommand(MANAGER, self.campaign_id, "launch"))

    async def invite_more(self) -> None:
        """In the short story, also one who left TikTok One a moment ago: without an answer, that takes three looks."""
        await self._invite(self.campaign_id, [self.tom.handle, *([] if self.stage.assumed else [GHOST])], "more")

    async def write_to_them(self) -> None:
        await self.stage.drive(EffectKind.SEND_INVITATION)

    async def withdraw(self) -> None:
        invitation = InvitationId(self._one("SELECT id FROM invitations WHERE handle = %s", self.tom.handle))
        await self.cases.negotiation.withdraw(WithdrawInvitationCommand(MANAGER, invitation, "withdraw"))

    async def say_yes_here(self) -> None:
        """Ana accepts what she was offered."""
        invitation = InvitationId(self._one("SELECT id FROM invitations WHERE handle = %s", self.ana.handle))
        await self.cases.negotiation.accept(AcceptInvitationCommand(ANA, invitation, 1, None, "yes"))

    async def hand_in(self) -> None:
        """Ana takes back what she granted, and hands in a video."""
        self.stage.rows("DELETE FROM business_connections RETURNING id")
        page = f"https://www.tiktok.com/@{self.ana.handle}/video/{self.video_id}"
        await self.cases.deliverables.submit(SubmitDeliverableCommand(ANA, self.deliverable_id, page))

    async def ask_for_link(self) -> None:
        await self._approve("approve")

    async def wait_a_day(self) -> None:
        self.stage.pass_time(timedelta(days=1))

    async def remind(self) -> None:
        command = ChangeLinkRequestCommand(MANAGER, self.deliverable_id, LinkAction.REMIND, "remind")
        await self.cases.deliverables.change_link_request(command)

    async def revoke(self) -> None:
        command = ChangeLinkRequestCommand(MANAGER, self.deliverable_id, LinkAction.REVOKE, "revoke")
        await self.cases.deliverables.change_link_request(command)

    async def be_known(self) -> None:
        """Ana connects her account, and lets the business app act for her."""
        account = TikTokAccount.connected(
            AccountId("account-ana"), LUMEN, owner=ANA.id, profile=profile("open-ana", self.ana.handle),
            grant=grant(), requested=SCOPES, now=self.stage.clock.now(),
        )  # fmt: skip
        async with self.stage.container.storage.units()() as uow:
            await uow.accounts.add(account)
            await uow.commit()
        await self.let_us_act()

    async def let_us_act(self) -> None:
        token, open_id = await self.stage.office.creator(self.ana.handle)
        now = self.stage.clock.now()
        scopes = frozenset(self.stage.office.app.creator_scopes)
        granted = TokenGrant(
            Secret(token), Secret("unused"), now + timedelta(days=1), now + timedelta(days=365), now, scopes
        )
        connection = BusinessConnection.connected(
            AccountId("account-ana"), LUMEN, open_id=open_id, handle=None, grant=granted, requested=scopes, now=now
        )
        async with self.stage.container.storage.units()() as uow:
            await uow.business.add(connection)
            await uow.commit()

    async def ask_for_link_again(self) -> None:
        await self._approve("approve again")

    async def see_the_post(self) -> None:
        await self._capture()

    async def request_spark(self) -> None:
        await self.cases.deliverables.request_spark(RequestSparkCommand(MANAGER, self.post_id, 30, False, "spark"))

    async def say_yes(self) -> None:
        self.stage.pass_time(timedelta(hours=1))
        (wish,) = self.stage.simulator.market.sparks.values()
        spark_life.decide(self.stage.simulator, wish, accept=True)
        await self.stage.container.owing.watch_sparks()()

    async def redeem(self) -> None:
        await self.cases.deliverables.redeem_spark(RedeemSparkCommand(MANAGER, self.post_id, "redeem"))

    async def wait_an_hour(self) -> None:
        self.stage.pass_time(timedelta(hours=1))

    async def extend_spark(self) -> None:
        await self.cases.deliverables.request_spark(RequestSparkCommand(MANAGER, self.post_id, 60, True, "longer"))

    async def see_the_version(self) -> None:
        self.version = int(self._one("SELECT version FROM campaigns"))

    async def raise_budget(self) -> None:
        changes = CampaignChanges(budget=Money.of(9000, "USD"))
        command = UpdateCampaignCommand(MANAGER, self.campaign_id, self.version, changes, "raise")
        await self.cases.campaigns.update(command)

    async def cancel(self) -> None:
        await self.cases.campaigns.cancel(CancelCampaignCommand(MANAGER, self.campaign_id, "cancel"))

    @property
    def _plan(self) -> CampaignPlan:
        return PLAN if self.stage.assumed else NO_PLAN

    async def _connect(self) -> None:
        now, office = self.stage.clock.now(), self.stage.office
        seen = Pedigree(Source.TIKTOK_ONE_DISCOVER, now, now + timedelta(days=1))
        token = Secret(office.token)
        async with self.stage.container.storage.units()() as uow:
            await uow.marketplaces.add(
                Marketplace(MarketplaceId("market"), LUMEN, office.account, "Lumen", token, MANAGER.id, now)
            )
            await uow.creators.put(
                Creator(CreatorId(name), LUMEN, Handle.of(name), name, None, Reach(None, None, None, None), seen, now)
                for name in (self.ana.handle, self.tom.handle, GHOST)
            )
            await uow.commit()

    async def _invite(self, campaign_id: CampaignId, names: Sequence[str], key: str) -> None:
        ids = tuple(CreatorId(name) for name in names)
        there = SeenStanding(Standing.IN, self.stage.clock.now())
        async with self.stage.container.storage.units()() as uow:
            await uow.standings.put(LUMEN, {Handle.of(name): there for name in names})
            await uow.commit()
        command = InviteCreatorsCommand(
            MANAGER, campaign_id, ids, Words(message="Join us.", offers=Offers(ONE_VIDEO)), key
        )
        assert (await self.cases.invite_creators(command)).refusals == ()

    async def _capture(self) -> None:
        capture = self.stage.container.work.handlers()[CaptureCampaign]
        await capture(CaptureCampaign(LUMEN, self.campaign_id))

    async def _approve(self, key: str) -> None:
        command = ReviewDeliverableCommand(MANAGER, self.deliverable_id, Review.APPROVE, None, key)
        await self.cases.deliverables.review(command)

    def _one(self, query: str, *given: object) -> str:
        ((value,),) = self.stage.rows(query, *given)
        return str(value)
