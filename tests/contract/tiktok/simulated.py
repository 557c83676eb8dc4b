"""The real adapters against a simulator in a process of its own, as a stage."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from creatorport.adapters.oauth.business_creator_login import BusinessCreatorLogin
from creatorport.adapters.oauth.marketplace_login import PortalMarketplaceLogin
from creatorport.adapters.oauth.tiktok_login import AuthlibTikTokLogin
from creatorport.adapters.tiktok import endpoints
from creatorport.adapters.tiktok.business.account_webhooks import HttpAccountWebhooks
from creatorport.adapters.tiktok.business.anchors import HttpAnchors
from creatorport.adapters.tiktok.business.business_profiles import HttpBusinessProfiles
from creatorport.adapters.tiktok.business.campaign_audiences import HttpCampaignAudiences
from creatorport.adapters.tiktok.business.campaigns import HttpCampaigns
from creatorport.adapters.tiktok.business.category_labels import HttpCategoryLabels
from creatorport.adapters.tiktok.business.consented_insights import HttpConsentedInsights
from creatorport.adapters.tiktok.business.creator_campaigns import HttpCreatorCampaigns
from creatorport.adapters.tiktok.business.creator_pages import HttpCreatorPages
from creatorport.adapters.tiktok.business.creator_search import HttpCreatorSearch
from creatorport.adapters.tiktok.business.creator_status import HttpCreatorStatus
from creatorport.adapters.tiktok.business.orders import HttpOrders
from creatorport.adapters.tiktok.business.personal_invitations import HttpPersonalInvitations
from creatorport.adapters.tiktok.business.public_videos import HttpPublicVideos
from creatorport.adapters.tiktok.business.reports import HttpReports
from creatorport.adapters.tiktok.business.spark_ads import HttpSparkAds
from creatorport.adapters.tiktok.business.video_links import HttpVideoLinks
from creatorport.adapters.tiktok.business.webhook_subscriptions import HttpMarketplaceWebhooks
from creatorport.adapters.tiktok.endpoints import Endpoint, Family
from creatorport.adapters.tiktok.open.posting import HttpPosting
from creatorport.adapters.tiktok.open.profiles import DisplayProfiles
from creatorport.adapters.tiktok.open.uploads import HttpUploads
from creatorport.adapters.tiktok.open.videos import DisplayVideos
from creatorport.adapters.tiktok.transport import Api, Transport
from creatorport.application.ports.tiktok_one import PersonalInvitation
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.secret import Secret
from tests.fakes.budget import UnlimitedBudget
from tests.fakes.clock import MovableClock

V13 = "/business/open_api/v1.3"

CALLS: dict[str, Endpoint] = {
    "login.exchange": endpoints.LOGIN_EXCHANGE,
    "login.refresh": endpoints.LOGIN_REFRESH,
    "login.revoke": endpoints.LOGIN_REVOKE,
    "profiles.read": endpoints.USER_INFO,
    "videos.page": endpoints.VIDEO_LIST,
    "videos.query": endpoints.VIDEO_QUERY,
    "posting.begin": endpoints.POST_BEGIN,
    "campaigns.create": endpoints.CAMPAIGN_CREATE,
    "campaigns.add_creators": endpoints.CAMPAIGN_UPDATE,
    "campaigns.read": endpoints.CAMPAIGN_LIST,
    "spark.apply": endpoints.SPARK_APPLY,
    "spark.redeem": endpoints.SPARK_REDEEM,
    "links.request": endpoints.LINK_REQUEST,
    "invitations.send": endpoints.INVITATION_SEND,
    "product_links.create": endpoints.ANCHOR_CREATE,
    "orders.place": endpoints.ORDER_CREATE,
    "orders.change": endpoints.ORDER_UPDATE,
    "insights.authorized": endpoints.CREATOR_PROFILE,
    "creator.refresh": endpoints.CREATOR_REFRESH,
    "creator_campaigns.join": endpoints.CREATOR_JOIN,
    "creator_campaigns.link_video": endpoints.CREATOR_LINK,
}


class SimulatedTikTok:
    """Implements TikTokStage. The adapters speak HTTP; people are moved by the control API and by their own tokens."""

    def __init__(
        self, client: httpx.AsyncClient, world: dict[str, Any], mark: str, handles: tuple[str, str, str], outsider: str
    ) -> None:
        roots = world["roots"]
        self._http, self._roots, self.handles = client, roots, handles
        self.stranger, self.outsider, self.mark = "no.such.handle", outsider, mark
        self._open = next(app for app in world["apps"]["open"] if "(web)" in app["name"])
        self._business = world["apps"]["business"][0]
        self._account = world["tto_accounts"][0]["tto_tcm_account_id"]
        self.clock = MovableClock(datetime.fromtimestamp(world["now"], UTC))
        self._transport = Transport(
            client,
            open_api=Api(roots["open"], self._open["client_key"]),
            business_api=Api(roots["business"], self._business["app_id"]),
            budget=UnlimitedBudget(),
            clock=self.clock,
            sleep=_at_once,
        )
        self.client_key, self.client_secret = self._open["client_key"], self._open["client_secret"]
        self.app_id, self.app_secret = self._business["app_id"], self._business["secret"]
        secret = Secret(self.app_secret)
        self.login = AuthlibTikTokLogin(
            self._transport,
            www_origin=roots["www"],
            client_key=self._open["client_key"],
            client_secret=Secret(self._open["client_secret"]),
            redirect_uri=self._open["redirect_uris"][0],
            clock=self.clock,
        )
        self.profiles = DisplayProfiles(self._transport)
        self.videos = DisplayVideos(self._transport)
        self.posting = HttpPosting(self._transport)
        self.uploads = HttpUploads(client, [str(roots["open"]).removesuffix("/open")])
        self.brand_login = PortalMarketplaceLogin(
            self._transport,
            portal_origin=roots["business"],
            app_id=self._business["app_id"],
            app_secret=secret,
            redirect_uri=self._business["advertiser_redirect_uris"][0],
        )
        self.search = HttpCreatorSearch(self._transport)
        self.labels = HttpCategoryLabels(self._transport)
        self.pages = HttpCreatorPages(self._transport)
        self.status = HttpCreatorStatus(self._transport)
        self.campaigns = HttpCampaigns(self._transport)
        self.reports = HttpReports(self._transport)
        self.invitations = HttpPersonalInvitations(self._transport)
        self.orders = HttpOrders(self._transport)
        self.spark_ads = HttpSparkAds(self._transport)
        self.advertiser_id: str = world["advertisers"][0]["advertiser_id"]
        self.product_links = HttpAnchors(self._transport)
        self.links = HttpVideoLinks(self._transport)
        self.webhooks = HttpMarketplaceWebhooks(
            self._transport, app_id=self._business["app_id"], app_secret=secret, assumed=True
        )
        self.account_webhooks = HttpAccountWebhooks(self._transport, app_id=self._business["app_id"], app_secret=secret)

        self.creator_login = BusinessCreatorLogin(
            self._transport,
            www_origin=roots["www"],
            app_id=self._business["app_id"],
            app_secret=secret,
            redirect_uri=self._business["creator_redirect_uris"][0],
            clock=self.clock,
        )
        self.creator_campaigns = HttpCreatorCampaigns(self._transport)
        self.business_profiles = HttpBusinessProfiles(self._transport)
        self.consented_insights = HttpConsentedInsights(self._transport)
        self.public_videos = HttpPublicVideos(self._transport)
        self.campaign_audiences = HttpCampaignAudiences(self._transport)

    async def consent(self, url: str, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        script = {"page": "login", "handle": self.handles[0]} | ({"scopes": sorted(only)} if only is not None else {})
        back = await self._pass(url, script)
        return back["code"], back["state"]

    async def brand_consent(self, url: str) -> tuple[str, str]:
        back = await self._pass(url, {"page": "portal", "scopes": [self._account]})
        return back["auth_code"], back["state"]

    async def creator_consent(self, url: str, handle: str, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        script = {"page": "login", "handle": handle} | ({"scopes": sorted(only)} if only is not None else {})
        back = await self._pass(url, script)
        return back["code"], back["state"]

    async def lose_answer(self, call: str) -> None:
        await self._arm("lost_answer", call)

    async def lose_request(self, call: str) -> None:
        await self._arm("lost_request", call)

    async def pass_time(self, by: timedelta) -> None:
        await self.control("clock", {"advance": by.total_seconds(), "settle": True})
        self.clock.advance(by)

    async def work_on_posts(self) -> None:
        await self.pass_time(timedelta(minutes=5))

    async def link_video(self, at_tiktok: AtTikTok, handle: str) -> str:
        who = await self._creator(handle)
        link = {"creator_id": who["open_id"], "tto_invite_link": at_tiktok.invite_link}
        await self._as_creator(who, "/tto/creator/campaign/join/", link)
        video_id: str = next(one for one in await self._unlinked(handle, slice(0, 10)))
        await self._as_creator(who, "/tto/creator/campaign/video/link/", {**link, "video_id": video_id})
        return video_id

    async def videos_of(self, handle: str) -> Sequence[str]:
        # The newest are what `link_video` takes.
        return await self._unlinked(handle, slice(10, None))

    async def _unlinked(self, handle: str, part: slice) -> list[str]:
        """Those of a part of a creator's videos, newest first, that no test has linked so far."""
        videos = (await self._http.get(self._url(f"/_simulator/world/creators/{handle}"))).json()["videos"]
        linked = (await self._http.get(self._url("/_simulator/ledger?kind=video_linked&limit=5000"))).json()["entries"]
        taken = {entry["video_id"] for entry in linked}
        return [video["id"] for video in videos[part] if video["id"] not in taken]

    async def decide_spark(self, video_id: str, *, accept: bool) -> None:
        await self.control("market/spark", {"video_id": video_id, "accept": accept})

    async def accept(self, invitation: PersonalInvitation) -> None:
        who = await self._creator(invitation.handle.text)
        given = {"creator_id": who["open_id"], "invitation_id": invitation.tiktok_id, "action": "ACCEPT"}
        await self._as_creator(who, "/tto/creator/invitation/respond/", given)

    async def control(self, path: str, body: Any) -> Any:
        answer = await self._http.post(self._url(f"/_simulator/{path}"), json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def _arm(self, fault: str, call: str) -> None:
        endpoint = CALLS[call]
        root = "/business" if endpoint.family is Family.BUSINESS else "/open"
        await self.control("faults", {"name": fault, "endpoint": root + endpoint.path, "count": 1})

    async def _pass(self, url: str, script: dict[str, Any]) -> dict[str, str]:
        await self.control("consent", {"action": "approve", **script})
        answer = await self._http.get(url)
        assert answer.status_code in {302, 303}, answer.text
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        return {name: values[0] for name, values in query.items()}

    async def _creator(self, handle: str) -> dict[str, Any]:
        """Return a creator's own token and open_id, for what creators do by themselves."""
        redirect = self._business["creator_redirect_uris"][0]
        query = {
            "client_key": self._business["app_id"],
            "response_type": "code",
            "state": "s",
            "scope": ",".join(self._business["creator_scopes"]),
            "redirect_uri": redirect,
        }
        url = f"{self._roots['www']}/v2/auth/authorize/?{urlencode(query)}"
        back = await self._pass(url, {"page": "login", "handle": handle})
        form = {
            "client_id": self._business["app_id"],
            "client_secret": self._business["secret"],
            "grant_type": "authorization_code",
            "auth_code": back["code"],
            "redirect_uri": redirect,
        }
        answer = await self._http.post(self._url(f"{V13}/tt_user/oauth2/token/"), json=form)
        granted: dict[str, Any] = answer.json()["data"]
        return granted

    async def _as_creator(self, who: dict[str, Any], path: str, body: dict[str, Any]) -> None:
        headers = {"Access-Token": who["access_token"]}
        answer = await self._http.post(self._url(V13 + path), json=body, headers=headers)
        assert answer.json()["code"] == 0, answer.text

    def _url(self, path: str) -> str:
        return str(self._roots["open"]).removesuffix("/open") + path


async def _at_once(seconds: float) -> None:
    """Wait for nothing: the time of this TikTok stands still."""
