"""Every path of business-api.tiktok.com that is simulated, in one table."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tiktok_simulator.business import (
    account_webhooks,
    accounts,
    anchors,
    brand_profiles,
    campaigns,
    discovery,
    invitations,
    joining,
    linking,
    login,
    orders,
    organic_profile,
    organic_videos,
    portal,
    posts,
    profiles,
    ranking,
    report,
    spark,
    subscriptions,
)
from tiktok_simulator.business.door import Endpoint, Token, handler

if TYPE_CHECKING:
    from tiktok_simulator.http.endpoints import Handler
    from tiktok_simulator.simulator import Simulator

ROOT = "/business"
VERSION = "/open_api/v1.3"
_INSIGHTS = frozenset({"biz.creator.info", "biz.creator.insights"})
_MEDIA = frozenset({"video.list"})
_ORDERS = frozenset({"tcm.order.update"})

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("POST", "/oauth2/access_token/", login.brand_token, Token.NONE),
    Endpoint("POST", "/oauth/token/", login.brand_token_rfc, Token.NONE, form=True),
    Endpoint("POST", "/oauth2/revoke_token/", login.revoke_brand_token),
    Endpoint("GET", "/oauth2/advertiser/get/", login.advertisers),
    Endpoint("GET", "/user/info/", accounts.user),
    Endpoint("POST", "/tt_user/oauth2/token/", login.creator_token, Token.NONE),
    Endpoint("POST", "/tt_user/oauth2/refresh_token/", login.refresh_creator_token, Token.NONE),
    Endpoint("POST", "/tt_user/oauth2/revoke/", login.revoke_creator_token, Token.NONE),
    Endpoint("POST", "/tt_user/token_info/get/", login.creator_token_info, Token.NONE),
    Endpoint("GET", "/tto/oauth2/tcm/", accounts.account_ids),
    Endpoint("GET", "/tto/oauth2/info/", accounts.account),
    Endpoint("GET", "/tto/tcm/creator/status/get/", accounts.creator_status),
    Endpoint("GET", "/tto/tcm/category/label/", accounts.labels),
    Endpoint("GET", "/tto/tcm/creator/discover/", discovery.discover),
    Endpoint("GET", "/tto/tcm/creator/public/", profiles.public_profile),
    Endpoint("GET", "/tto/tcm/creator/public/video/list/", posts.public_posts),
    Endpoint("GET", "/tto/tcm/rank/", ranking.rank),
    Endpoint("POST", "/tto/tcm/brand/profile/create/", brand_profiles.create),
    Endpoint("GET", "/tto/tcm/brand/profile/get/", brand_profiles.listed),
    Endpoint("POST", "/tto/tcm/campaign/create/", campaigns.create),
    Endpoint("POST", "/tto/tcm/campaign/update/", campaigns.update),
    Endpoint("GET", "/tto/tcm/campaign/", campaigns.listed),
    Endpoint("POST", "/tto/tcm/campaign/link/", linking.link),
    Endpoint("GET", "/tto/tcm/campaign/link/status/", linking.statuses),
    Endpoint("GET", "/tto/tcm/report/", report.report),
    Endpoint("POST", "/tto/tcm/anchor/create/", anchors.create),
    Endpoint("GET", "/tto/tcm/anchor/get/", anchors.listed),
    Endpoint("POST", "/tto/tcm/anchor/delete/", anchors.delete),
    Endpoint("GET", "/tto/creator/authorized/", profiles.authorized_profile, Token.CREATOR, _INSIGHTS),
    Endpoint("GET", "/tto/creator/authorized/video/list/", posts.own_posts, Token.CREATOR, _MEDIA),
    Endpoint("POST", "/tto/creator/campaign/join/", joining.join, Token.CREATOR, _ORDERS),
    Endpoint("POST", "/tto/creator/campaign/video/link/", joining.link_video, Token.CREATOR, _ORDERS),
    Endpoint("GET", "/tto/creator/link/request/get/", joining.pending_requests, Token.CREATOR, _ORDERS),
    Endpoint("POST", "/tto/creator/link/request/confirm/", joining.confirm_request, Token.CREATOR, _ORDERS),
    Endpoint("GET", "/business/get/", organic_profile.profile, Token.CREATOR, organic=True),
    Endpoint("GET", "/business/video/list/", organic_videos.videos, Token.CREATOR, _MEDIA, organic=True),
    Endpoint("POST", "/tcm/tt_video/apply/", spark.apply),
    Endpoint("GET", "/tcm/tt_video/status/", spark.status),
    Endpoint("POST", "/tt_video/authorize/", spark.authorize),
    Endpoint("GET", "/tt_video/info/", spark.info),
    Endpoint("POST", "/subscription/subscribe/", subscriptions.subscribe, Token.NONE),
    Endpoint("GET", "/subscription/get/", subscriptions.listed, Token.NONE),
    Endpoint("POST", "/subscription/unsubscribe/", subscriptions.unsubscribe, Token.NONE),
    Endpoint("POST", "/business/webhook/update/", account_webhooks.update, Token.NONE),
    Endpoint("GET", "/business/webhook/list/", account_webhooks.listed, Token.NONE),
    Endpoint("POST", "/business/webhook/delete/", account_webhooks.delete, Token.NONE),
    Endpoint("POST", "/tto/tcm/order/create/", orders.create, assumed=True),
    Endpoint("GET", "/tto/tcm/order/get/", orders.listed, assumed=True),
    Endpoint("POST", "/tto/tcm/order/update/", orders.update, assumed=True),
    Endpoint("POST", "/tto/tcm/invitation/send/", invitations.send, assumed=True),
    Endpoint("GET", "/tto/tcm/invitation/get/", invitations.listed, assumed=True),
    Endpoint("POST", "/tto/tcm/invitation/cancel/", invitations.cancel, assumed=True),
    Endpoint("POST", "/tto/creator/invitation/respond/", invitations.respond, Token.CREATOR, _ORDERS, assumed=True),
)


def routes(simulator: "Simulator") -> list[BaseRoute]:
    """To be mounted under `/business`, without redirecting the slashless form."""
    wanted = [one for one in ENDPOINTS if simulator.settings.assumed or not one.assumed]
    found: list[BaseRoute] = []
    for endpoint in wanted:
        path = VERSION + endpoint.path
        found.append(_route(simulator, path, endpoint.method, handler(simulator, endpoint, ROOT + path)))

    def page(request: Request, body: bytes) -> Response:
        return portal.consent_page(simulator, request, body)

    return [*found, _route(simulator, portal.PATH, "GET", page)]


def _route(simulator: "Simulator", path: str, method: str, handle: "Handler") -> Route:
    return Route(path, simulator.http.endpoint(ROOT + path, handle), methods=[method])
