"""A whole gateway in memory: every fake in its place, and the shortest way to each starting point."""

from collections.abc import Sequence
from datetime import time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from creatorport.application.answer_step import Answering
from creatorport.application.as_creator import AsCreator
from creatorport.application.connect_business import ConnectBusiness
from creatorport.application.effects.add_creators import AddCreators
from creatorport.application.effects.amend_order import AmendOrder
from creatorport.application.effects.apply_spark import ApplySpark
from creatorport.application.effects.cancel_invitation import CancelInvitation
from creatorport.application.effects.drive import Drive
from creatorport.application.effects.intending import Intend
from creatorport.application.effects.join_campaign import JoinCampaign
from creatorport.application.effects.launch import Launch
from creatorport.application.effects.link_own_video import LinkOwnVideo
from creatorport.application.effects.link_video import LinkVideo
from creatorport.application.effects.orders import ChangeOrder, PlaceOrder
from creatorport.application.effects.product_link import CreateLink
from creatorport.application.effects.redeem_spark import RedeemSpark
from creatorport.application.effects.send_invitation import SendInvitation
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.grant_holders import BusinessGrants
from creatorport.application.joining import JoinInName
from creatorport.application.ports.jobs import DriveEffect, Job
from creatorport.application.ports.tiktok_one import CampaignsAtTikTok, PersonalInvitations
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.ports.video_links import VideoLinks
from creatorport.application.standings import AskStandings
from creatorport.application.syncing.begin import BeginSync, SyncPolicy
from creatorport.application.use_cases.create_campaign import CreateCampaign, CreateCampaignCommand
from creatorport.application.use_cases.invite_creators import InviteCreators, InviteCreatorsCommand, Invited
from creatorport.application.use_cases.launch_campaign import LaunchCampaign, LaunchCampaignCommand
from creatorport.application.writing import Words
from creatorport.domain.account import TikTokAccount
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator, Reach
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, MarketplaceId, MemberId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.link_request import LinkAction
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.post import VideoPost
from creatorport.domain.schedule import DailySchedule
from creatorport.domain.workspace import Member, Role
from tests.fakes.clock import MovableClock
from tests.fakes.feed import InMemoryEventFeed
from tests.fakes.identities import CountingIdentities
from tests.fakes.leases import InMemoryLeases
from tests.fakes.tiktok import (
    FakeBusinessLogin,
    FakeBusinessProfiles,
    FakeCreatorCampaigns,
    FakeMarketplaceLogin,
    FakeProfiles,
    FakeTikTokLogin,
    FakeTikTokOne,
)
from tests.fakes.units_of_work import InMemoryUnitsOfWork
from tests.fakes.vault import InMemoryVault

LUMEN, UMBRA = WorkspaceId("lumen"), WorkspaceId("umbra")
OWNER = Member(MemberId("olga"), LUMEN, Role.OWNER)
MANAGER = Member(MemberId("max"), LUMEN, Role.MANAGER)
VIEWER = Member(MemberId("vera"), LUMEN, Role.VIEWER)
CREATOR = Member(MemberId("mara"), LUMEN, Role.CREATOR)
STRANGER = Member(MemberId("ulf"), UMBRA, Role.OWNER)

TTO_ACCOUNT = "7400000000000000001"
SETTLE_AFTER = timedelta(seconds=60)

R = TypeVar("R")


class Stage:
    """Everything is real but TikTok, storage and time."""

    def __init__(self) -> None:
        self.clock = MovableClock()
        self.identities = CountingIdentities()
        self.units = InMemoryUnitsOfWork()
        self.storage = self.units.storage
        self.feed = InMemoryEventFeed(self.storage)
        self.leases = InMemoryLeases()
        self.login = FakeTikTokLogin(self.clock)
        self.profiles = FakeProfiles(self.login)
        self.one = FakeTikTokOne(self.clock)
        self.brand = FakeMarketplaceLogin(self.one)
        self.creator_login = FakeBusinessLogin(self.clock)
        self.creator_campaigns = FakeCreatorCampaigns(self.one, self.creator_login)
        daily = DailySchedule(time(3, 30), ZoneInfo("Europe/Berlin"))
        self.standings = AskStandings(self.units, self.clock, self.one.status, timedelta(days=1))
        self.begin_sync = BeginSync(self.clock, self.identities, SyncPolicy(daily))

    @property
    def connect_business(self) -> ConnectBusiness:
        profiles = FakeBusinessProfiles(self.creator_login)
        return ConnectBusiness(self.units, self.clock, self.creator_login, profiles)

    @property
    def as_creator(self) -> AsCreator:
        """Calls in a creator's name, with the business app's tokens."""
        vault = InMemoryVault()
        tokens = FreshTokens(self.units, self.clock, self.leases, self.creator_login, vault, BusinessGrants())
        return AsCreator(self.units, tokens)

    @property
    def answering(self) -> Answering:
        return Answering(self.units, self.clock, JoinInName(Intend(self.clock, self.identities)))

    def drive(
        self,
        *,
        personal: bool,
        units: UnitsOfWork | None = None,
        campaigns: CampaignsAtTikTok | None = None,
        messages: PersonalInvitations | None = None,
        links: VideoLinks | None = None,
    ) -> Drive:
        units, campaigns = units or self.units, campaigns or self.one.campaigns
        links = links or self.one.links
        return Drive(
            units,
            self.clock,
            {
                EffectKind.LAUNCH_CAMPAIGN: Launch(units, self.clock, self.identities, campaigns, personal),
                EffectKind.ADD_CREATORS: AddCreators(units, self.clock, self.identities, campaigns, personal),
                EffectKind.CREATE_LINK: CreateLink(units, self.clock, self.identities, self.one.product_links),
                EffectKind.PLACE_ORDER: PlaceOrder(units, self.clock, self.identities, self.one.orders),
                EffectKind.CHANGE_ORDER: ChangeOrder(units, self.clock, self.one.orders),
                EffectKind.AMEND_ORDER: AmendOrder(units, self.clock, self.identities, self.one.orders),
                EffectKind.SEND_INVITATION: SendInvitation(
                    units, self.clock, self.identities, messages or self.one.invitations
                ),
                EffectKind.REQUEST_SPARK: ApplySpark(units, self.clock, self.one.spark_ads, extend=False),
                EffectKind.EXTEND_SPARK: ApplySpark(units, self.clock, self.one.spark_ads, extend=True),
                EffectKind.REDEEM_SPARK: RedeemSpark(units, self.clock, self.one.spark_ads),
                EffectKind.LINK_OWN_VIDEO: LinkOwnVideo(
                    units, self.clock, self.creator_campaigns, self.as_creator, self.one.campaigns
                ),
                EffectKind.JOIN_CAMPAIGN: JoinCampaign(
                    units,
                    self.clock,
                    self.creator_campaigns,
                    self.as_creator,
                    (messages or self.one.invitations) if personal else None,
                ),
                EffectKind.LINK_VIDEO: LinkVideo(units, self.clock, links, LinkAction.ASK),
                EffectKind.REMIND_LINK: LinkVideo(units, self.clock, links, LinkAction.REMIND),
                EffectKind.REVOKE_LINK: LinkVideo(units, self.clock, links, LinkAction.REVOKE),
                EffectKind.CANCEL_INVITATION: CancelInvitation(units, messages or self.one.invitations),
            },
            SETTLE_AFTER,
        )

    async def connect_marketplace(self, workspace_id: WorkspaceId = LUMEN) -> Marketplace:
        """The workspace has a working TikTok One account."""
        market = Marketplace(
            MarketplaceId(self.identities.new()),
            workspace_id,
            TTO_ACCOUNT,
            "Lumen",
            self.one.token(TTO_ACCOUNT),
            OWNER.id,
            self.clock.now(),
        )
        async with self.units() as uow:
            await uow.marketplaces.add(market)
            await uow.commit()
        return market

    async def know(
        self,
        *handles: str,
        workspace_id: WorkspaceId = LUMEN,
        on_tiktok_one: bool = True,
        abroad: bool = False,
    ) -> tuple[CreatorId, ...]:
        """The workspace has found these creators, and TikTok One has them too, or not any more. Those who are `abroad`
        it has, and takes for none of our campaigns.
        """
        now = self.clock.now()
        pedigree = Pedigree(Source.TIKTOK_ONE_DISCOVER, now, now + timedelta(days=1))
        found = [
            Creator(
                CreatorId(self.identities.new()),
                workspace_id,
                Handle.of(handle),
                handle.title(),
                None,
                Reach(1, 1, 1, 1),
                pedigree,
                now,
            )
            for handle in handles
        ]
        if abroad:
            self.one.abroad.update(map(Handle.of, handles))
        elif on_tiktok_one:
            for handle in handles:
                self.one.onboard(handle)
        async with self.units() as uow:
            await uow.creators.put(found)
            await uow.commit()
        return tuple(creator.id for creator in found)

    async def draft(self, by: Member = MANAGER, name: str = "Autumn glow") -> CampaignId:
        create = CreateCampaign(self.units, self.clock, self.identities)
        return await create(CreateCampaignCommand(by, name, "Lumen", "Show the lamp at dusk."))

    async def invite(
        self,
        campaign_id: CampaignId,
        creators: Sequence[CreatorId],
        words: Words | None = None,
        *,
        by: Member = MANAGER,
        key: str | None = None,
    ) -> Invited:
        invite = InviteCreators(self.units, self.clock, self.identities, self.standings)
        given = words or Words(message="Dear {display_name}, join us.")
        return await invite(InviteCreatorsCommand(by, campaign_id, tuple(creators), given, key))

    async def launch(self, campaign_id: CampaignId, by: Member = MANAGER) -> None:
        await LaunchCampaign(self.units, self.clock, self.identities)(LaunchCampaignCommand(by, campaign_id))

    async def active_campaign(self, *handles: str, personal: bool = False) -> CampaignId:
        """A running campaign with these creators invited."""
        await self.connect_marketplace()
        campaign_id = await self.draft()
        await self.invite(campaign_id, await self.know(*handles))
        await self.launch(campaign_id)
        await self.work(self.drive(personal=personal))
        return campaign_id

    async def work(self, drive: Drive) -> None:
        """Drive every effect, however long it takes, until nothing is left to drive."""
        while (job := self.next_effect()) is not None:
            await drive(job)

    def next_effect(self) -> DriveEffect | None:
        """Wait for the oldest job that drives an effect, and take it."""
        for waiting in self.storage.jobs:
            if isinstance(waiting.job, DriveEffect):
                self.storage.jobs.remove(waiting)
                self.clock.advance(waiting.after or timedelta(0))
                return waiting.job
        return None

    @property
    def jobs(self) -> list[Job]:
        return [waiting.job for waiting in self.storage.jobs]

    def kept(self, kind: type[R]) -> list[R]:
        """Every committed record of a kind, in the order of its making."""
        return [record for record in self.storage.records.values() if isinstance(record, kind)]

    def campaign(self, campaign_id: CampaignId) -> Campaign:
        return next(one for one in self.kept(Campaign) if one.id == campaign_id)

    def invitation(self, handle: str) -> Invitation:
        """The newest invitation of a creator."""
        return [one for one in self.kept(Invitation) if one.handle == Handle.of(handle)][-1]

    def account(self) -> TikTokAccount:
        (account,) = self.kept(TikTokAccount)
        return account

    def marketplace(self) -> Marketplace:
        (market,) = self.kept(Marketplace)
        return market

    def effects(self) -> list[Effect]:
        return self.kept(Effect)

    def posts(self) -> list[VideoPost]:
        return self.kept(VideoPost)
