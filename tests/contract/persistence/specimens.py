"""One of each, for storing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.domain.account import Profile, TikTokAccount, TokenGrant
from creatorport.domain.campaign import AtTikTok, Campaign
from creatorport.domain.campaign_plan import CampaignPlan, Collaboration, Targets, TeamMember
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Creator, ExpiringUrl, Reach
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.handle import Handle
from creatorport.domain.ids import (
    AccountId,
    CampaignId,
    CreatorId,
    EffectId,
    InvitationId,
    MarketplaceId,
    MemberId,
    PostId,
    WorkspaceId,
)
from creatorport.domain.invitation import Invitation
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.milestone import Milestone, MilestoneMetric
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.post import VideoPost
from creatorport.domain.product import Product
from creatorport.domain.product_link import LinkPlacement
from creatorport.domain.secret import Secret
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer
from creatorport.domain.timeline import Timeline

NOW = datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=UTC)
LUMEN, UMBRA = WorkspaceId("lumen"), WorkspaceId("umbra")
IDA = MemberId("ida")
AT_TIKTOK = AtTikTok("7500000000000000001", "https://www.tiktok.com/t/ZMexample2/", ("DE", "US"))


PLAN = CampaignPlan(
    Money.of("5000.50", "EUR"),
    Timeline(date(2026, 12, 1), date(2027, 1, 31), "Europe/Berlin"),
    Collaboration.HYBRID,
    (Product("Lamp", "https://lumen.example/lamp?a=1&b=%2F"), Product("Bulb ✨")),
    (
        AskedDeliverable(DeliverableKind.VIDEO, 2, due_after_days=14),
        AskedDeliverable(DeliverableKind.LIVE, due_on=date(2027, 1, 15)),
    ),
    Targets(2**53 + 1, Decimal("0.0525"), 300),
    (Milestone(MilestoneMetric.VIEWS, 2**63 - 1), Milestone(MilestoneMetric.POSTS, 5)),
    (TeamMember(IDA, "Lead"),),
    LinkPlacement("14000000000", "DE", "https://lumen.example/lamp.png"),
)

OFFER = Offer(
    Money(Decimal("1450.50"), "EUR"),
    Decimal("0.125"),
    product_gift=True,
    deliverables=(
        AskedDeliverable(DeliverableKind.VIDEO, 2, date(2026, 12, 1)),
        AskedDeliverable(DeliverableKind.LIVE, due_after_days=14),
    ),
    usage_rights_days=90,
    exclusivity_days=30,
    guidelines="Say that it is an ad.",
)


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def campaign(name: str = "campaign-1", workspace: WorkspaceId = LUMEN, at: datetime = NOW) -> Campaign:
    return Campaign.draft(
        CampaignId(name),
        workspace,
        name=f"Named {name}",
        brand_name="Lumen",
        brief="Show the lamp.",
        by=IDA,
        now=at,
        plan=PLAN,
    )


def running(name: str = "campaign-1", workspace: WorkspaceId = LUMEN, at: datetime = NOW) -> Campaign:
    return campaign(name, workspace, at).launch(at).confirm(AT_TIKTOK, at)


def creator(
    handle: str = "Mara.Cooks", workspace: WorkspaceId = LUMEN, *, followers: int | None = 2**53 + 1
) -> Creator:
    return Creator(
        CreatorId(f"creator-{handle.casefold()}"),
        workspace,
        Handle.of(handle),
        f"{handle} ✨",
        ExpiringUrl("https://cdn.example/a.jpeg?x=%2F&y=1", later(360)),
        Reach(followers, 212, None, 391),
        Pedigree(Source.TIKTOK_ONE_DISCOVER, NOW, later(60)),
        NOW,
    )


def invitation(
    name: str = "invitation-1",
    handle: str = "Mara.Cooks",
    campaign_name: str = "campaign-1",
    workspace: WorkspaceId = LUMEN,
    at: datetime = NOW,
    offer: Offer | None = None,
) -> Invitation:
    return Invitation.draft(
        InvitationId(name),
        workspace,
        CampaignId(campaign_name),
        CreatorId(f"creator-{handle.casefold()}"),
        handle=Handle.of(handle),
        message="Dear Mara, join us.",
        now=at,
        offer=offer,
    )


def post(
    name: str = "post-1",
    video_id: str = "7678907398077074696",
    *,
    campaign_name: str = "campaign-1",
    handle: str = "Mara.Cooks",
    workspace: WorkspaceId = LUMEN,
    at: datetime = NOW,
) -> VideoPost:
    return VideoPost.linked(
        PostId(name),
        workspace,
        CampaignId(campaign_name),
        CreatorId(f"creator-{handle.casefold()}"),
        video_id=video_id,
        url=f"https://www.tiktok.com/@mara/video/{video_id}",
        published_at=later(-600),
        now=at,
    )


def pedigree(at: datetime) -> Pedigree:
    return Pedigree(Source.TIKTOK_ONE_REPORT, at, at + timedelta(minutes=10))


def counts(views: int | None, likes: int | None = None) -> Counts:
    return Counts(views, likes, 3, None)


def effect(name: str = "effect-1", workspace: WorkspaceId = LUMEN, at: datetime = NOW) -> Effect:
    return Effect.intend(
        EffectId(name),
        workspace,
        EffectKind.LAUNCH_CAMPAIGN,
        subject="campaign-1",
        reference="Autumn glow [cp-1]",
        request={"ids": ["a", "b"], "nested": {"large": 2**53 + 1, "rate": 0.25, "none": None, "yes": True}},
        now=at,
    )


def grant(serial: int = 1, scopes: frozenset[str] = frozenset({"user.info.basic"})) -> TokenGrant:
    return TokenGrant(
        Secret(f"act.access-{serial}"), Secret(f"rft.refresh-{serial}"), later(60), later(600), NOW, scopes
    )


def profile(open_id: str = "open-mara") -> Profile:
    return Profile(
        open_id=open_id,
        union_id="union-mara",
        display_name="Mara cooks",
        avatar=ExpiringUrl("https://cdn.example/mara.jpeg", None),
        handle=Handle.of("Mara.Cooks"),
        bio=None,
        is_verified=False,
        profile_url=None,
        reach=Reach(2**31, None, 5, 0),
    )


def account(
    name: str = "account-1", open_id: str = "open-mara", workspace: WorkspaceId = LUMEN, at: datetime = NOW
) -> TikTokAccount:
    return TikTokAccount.connected(
        AccountId(name),
        workspace,
        owner=IDA,
        profile=profile(open_id),
        grant=grant(),
        requested=frozenset({"user.info.basic", "video.list"}),
        now=at,
    )


def marketplace(workspace: WorkspaceId = LUMEN, tto: str = "7400000000000000001") -> Marketplace:
    return Marketplace(
        MarketplaceId(f"marketplace-{workspace}"), workspace, tto, "Lumen GmbH", Secret("brand-token"), IDA, NOW
    )


def attempt(state_hash: str = "5f2b", at: datetime = NOW) -> ConnectAttempt:
    return ConnectAttempt(
        state_hash,
        ConnectTarget.ACCOUNT,
        LUMEN,
        IDA,
        Secret("verifier-of-43-characters-or-more-0123456789"),
        frozenset({"user.info.basic"}),
        "mara.cooks",
        at,
    )


def delivery(name: str = "delivery-1") -> Delivery:
    return Delivery(name, Channel.BUSINESS, b'{"x":\x00\xff"\r\n}', NOW)
