"""The table of paths against TikTok's own."""

from creatorport.adapters.tiktok import endpoints
from creatorport.adapters.tiktok.endpoints import ALL, Endpoint, Family, Kind

DOCUMENTED = {
    "login.exchange": "POST /v2/oauth/token/",
    "login.refresh": "POST /v2/oauth/token/",
    "login.revoke": "POST /v2/oauth/revoke/",
    "user.info": "GET /v2/user/info/",
    "video.list": "POST /v2/video/list/",
    "video.query": "POST /v2/video/query/",
    "post.options": "POST /v2/post/publish/creator_info/query/",
    "post.begin": "POST /v2/post/publish/video/init/",
    "post.status": "POST /v2/post/publish/status/fetch/",
    "oauth2.access_token": "POST /open_api/v1.3/oauth2/access_token/",
    "oauth2.revoke_token": "POST /open_api/v1.3/oauth2/revoke_token/",
    "creator.exchange": "POST /open_api/v1.3/tt_user/oauth2/token/",
    "creator.refresh": "POST /open_api/v1.3/tt_user/oauth2/refresh_token/",
    "creator.revoke": "POST /open_api/v1.3/tt_user/oauth2/revoke/",
    "tto.accounts": "GET /open_api/v1.3/tto/oauth2/tcm/",
    "tto.account": "GET /open_api/v1.3/tto/oauth2/info/",
    "tto.creator.status": "GET /open_api/v1.3/tto/tcm/creator/status/get/",
    "tto.creator.public": "GET /open_api/v1.3/tto/tcm/creator/public/",
    "tto.category.label": "GET /open_api/v1.3/tto/tcm/category/label/",
    "tto.discover": "GET /open_api/v1.3/tto/tcm/creator/discover/",
    "tto.campaign.create": "POST /open_api/v1.3/tto/tcm/campaign/create/",
    "tto.campaign.update": "POST /open_api/v1.3/tto/tcm/campaign/update/",
    "tto.campaign.list": "GET /open_api/v1.3/tto/tcm/campaign/",
    "tto.link.request": "POST /open_api/v1.3/tto/tcm/campaign/link/",
    "tto.link.status": "GET /open_api/v1.3/tto/tcm/campaign/link/status/",
    "spark.apply": "POST /open_api/v1.3/tcm/tt_video/apply/",
    "spark.status": "GET /open_api/v1.3/tcm/tt_video/status/",
    "spark.redeem": "POST /open_api/v1.3/tt_video/authorize/",
    "spark.info": "GET /open_api/v1.3/tt_video/info/",
    "tto.report": "GET /open_api/v1.3/tto/tcm/report/",
    "tto.creator.videos": "GET /open_api/v1.3/tto/tcm/creator/public/video/list/",
    "tto.creator.profile": "GET /open_api/v1.3/tto/creator/authorized/",
    "accounts.profile": "GET /open_api/v1.3/business/get/",
    "accounts.videos": "GET /open_api/v1.3/business/video/list/",
    "tto.creator.join": "POST /open_api/v1.3/tto/creator/campaign/join/",
    "tto.creator.link": "POST /open_api/v1.3/tto/creator/campaign/video/link/",
    "tto.invitation.send": "POST /open_api/v1.3/tto/tcm/invitation/send/",
    "tto.invitation.list": "GET /open_api/v1.3/tto/tcm/invitation/get/",
    "tto.anchor.create": "POST /open_api/v1.3/tto/tcm/anchor/create/",
    "tto.anchor.list": "GET /open_api/v1.3/tto/tcm/anchor/get/",
    "tto.order.create": "POST /open_api/v1.3/tto/tcm/order/create/",
    "tto.order.list": "GET /open_api/v1.3/tto/tcm/order/get/",
    "tto.order.update": "POST /open_api/v1.3/tto/tcm/order/update/",
    "tto.invitation.cancel": "POST /open_api/v1.3/tto/tcm/invitation/cancel/",
    "subscription.subscribe": "POST /open_api/v1.3/subscription/subscribe/",
    "subscription.get": "GET /open_api/v1.3/subscription/get/",
    "subscription.unsubscribe": "POST /open_api/v1.3/subscription/unsubscribe/",
    "webhook.update": "POST /open_api/v1.3/business/webhook/update/",
    "webhook.list": "GET /open_api/v1.3/business/webhook/list/",
    "webhook.delete": "POST /open_api/v1.3/business/webhook/delete/",
}


def test_every_path_is_the_documented_one_with_its_final_slash() -> None:
    assert {endpoint.name: f"{endpoint.method} {endpoint.path}" for endpoint in ALL} == DOCUMENTED
    assert all(path.endswith("/") for path in DOCUMENTED.values())


def test_every_endpoint_is_in_the_table() -> None:
    assert {value for value in vars(endpoints).values() if isinstance(value, Endpoint)} == set(ALL)


def test_only_what_changes_nothing_may_be_repeated() -> None:
    asks_by_post = {"video.list", "video.query", "post.options", "post.status"}
    assert {e.method for e in ALL if e.kind is Kind.READ and e.name not in asks_by_post} == {"GET"}
    assert {e.kind for e in ALL if e.name in asks_by_post} == {Kind.READ}
    assert {e.method for e in ALL if e.kind is Kind.WRITE} == {"POST"}


def test_the_family_follows_from_the_path() -> None:
    assert all(("/open_api/v1.3/" in e.path) == (e.family is Family.BUSINESS) for e in ALL)
    assert all(("/oauth/" in e.path and "open_api" not in e.path) == (e.family is Family.LOGIN) for e in ALL)
