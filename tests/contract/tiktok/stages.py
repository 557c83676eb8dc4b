"""What a contract test needs of a TikTok: the ports, and a hand in what people do there."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Protocol

from creatorport.application.ports.business_profiles import BusinessProfiles
from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE, CreatorAccess, CreatorCampaigns
from creatorport.application.ports.creator_pages import CreatorPages
from creatorport.application.ports.creator_status import CreatorStatus
from creatorport.application.ports.discovery import CategoryLabels
from creatorport.application.ports.insight_sources import CampaignAudiences, ConsentedInsights, PublicVideos
from creatorport.application.ports.marketplace_login import MarketplaceLogin
from creatorport.application.ports.orders import Orders
from creatorport.application.ports.product_links import ProductLinks
from creatorport.application.ports.spark_ads import SparkAds
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.tiktok_one import (
    Access,
    CampaignReports,
    CampaignsAtTikTok,
    CreatorSearch,
    PersonalInvitation,
    PersonalInvitations,
)
from creatorport.application.ports.tiktok_posting import TikTokPosting, VideoUploads
from creatorport.application.ports.tiktok_profiles import TikTokProfiles
from creatorport.application.ports.tiktok_videos import TikTokVideos
from creatorport.application.ports.video_links import VideoLinks
from creatorport.application.ports.webhook_registrations import AccountWebhooks, MarketplaceWebhooks
from creatorport.domain.account import TokenGrant
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
from tests.fakes.clock import MovableClock

VERIFIER = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
HOME = WorkspaceId("lumen")
SCOPES = frozenset({"user.info.basic", "user.info.profile", "user.info.stats", "video.list"})


class TikTokStage(Protocol):
    """One TikTok, whose time stands still until it is moved. It may remember earlier tests.

    `handles` are three creators on the marketplace, in the United States; `outsider` is on TikTok, but not on the
    marketplace; `stranger` is nobody; `mark` is a word that no other test uses. Calls are named as
    in the fakes: "campaigns.create".
    """

    clock: MovableClock
    handles: tuple[str, str, str]
    stranger: str
    advertiser_id: str
    outsider: str
    mark: str

    @property
    def login(self) -> TikTokLogin: ...
    @property
    def profiles(self) -> TikTokProfiles: ...
    @property
    def videos(self) -> TikTokVideos: ...
    @property
    def posting(self) -> TikTokPosting: ...
    @property
    def uploads(self) -> VideoUploads: ...
    @property
    def brand_login(self) -> MarketplaceLogin: ...
    @property
    def search(self) -> CreatorSearch: ...
    @property
    def pages(self) -> CreatorPages: ...
    @property
    def labels(self) -> CategoryLabels: ...
    @property
    def status(self) -> CreatorStatus: ...
    @property
    def campaigns(self) -> CampaignsAtTikTok: ...
    @property
    def reports(self) -> CampaignReports: ...
    @property
    def invitations(self) -> PersonalInvitations: ...
    @property
    def product_links(self) -> ProductLinks: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def links(self) -> VideoLinks: ...
    @property
    def spark_ads(self) -> SparkAds: ...
    @property
    def webhooks(self) -> MarketplaceWebhooks: ...
    @property
    def account_webhooks(self) -> AccountWebhooks: ...
    @property
    def creator_login(self) -> TikTokLogin: ...
    @property
    def creator_campaigns(self) -> CreatorCampaigns: ...
    @property
    def business_profiles(self) -> BusinessProfiles: ...
    @property
    def consented_insights(self) -> ConsentedInsights: ...
    @property
    def public_videos(self) -> PublicVideos: ...
    @property
    def campaign_audiences(self) -> CampaignAudiences: ...

    async def consent(self, url: str, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        """The first of `handles` says yes at `url`; return the callback's code and state, decoded once."""
        ...

    async def brand_consent(self, url: str) -> tuple[str, str]:
        """The brand says yes for one TikTok One account; return the callback's auth_code and state."""
        ...

    async def creator_consent(self, url: str, handle: str, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        """A creator says yes to the business app; return the callback's code and state."""
        ...

    async def lose_answer(self, call: str) -> None:
        """TikTok does the next such call, and its answer is lost."""
        ...

    async def lose_request(self, call: str) -> None:
        """The next such call is lost on its way: TikTok does nothing."""
        ...

    async def pass_time(self, by: timedelta) -> None: ...

    async def work_on_posts(self) -> None:
        """TikTok finishes the posts of which it has all bytes."""
        ...

    async def link_video(self, at_tiktok: AtTikTok, handle: str) -> str:
        """The creator joins the campaign by its link, and links a video; return its id."""
        ...

    async def videos_of(self, handle: str) -> Sequence[str]:
        """Return the ids of at least three public videos of a creator, which no campaign has."""
        ...

    async def decide_spark(self, video_id: str, *, accept: bool) -> None:
        """The creator answers the wish to advertise a video."""
        ...

    async def accept(self, invitation: PersonalInvitation) -> None:
        """The creator accepts a personal invitation."""
        ...


async def connected(tiktok: TikTokStage, scopes: AbstractSet[str] = SCOPES) -> TokenGrant:
    """Return the grant of a whole consent round trip."""
    url = tiktok.login.authorize_url(state=Secret("st"), verifier=VERIFIER, scopes=scopes, always_ask=True)
    code, _ = await tiktok.consent(url)
    return (await tiktok.login.exchange(Secret(code), VERIFIER)).grant


async def brand_access(tiktok: TikTokStage) -> Access:
    """Return the access of a whole consent round trip of a brand."""
    code, _ = await tiktok.brand_consent(tiktok.brand_login.authorize_url(state=Secret("st")))
    granted = await tiktok.brand_login.exchange(Secret(code))
    return Access(granted.accounts[0].id, granted.token)


async def creator_access(
    tiktok: TikTokStage, handle: str, scopes: AbstractSet[str] = frozenset({ORDERS_SCOPE})
) -> CreatorAccess:
    """Return the access of a whole consent round trip of a creator with the business app."""
    url = tiktok.creator_login.authorize_url(state=Secret("st"), verifier=VERIFIER, scopes=scopes, always_ask=True)
    code, _ = await tiktok.creator_consent(url, handle)
    granted = await tiktok.creator_login.exchange(Secret(code), VERIFIER)
    return CreatorAccess(granted.open_id, granted.grant.access_token, HOME)
