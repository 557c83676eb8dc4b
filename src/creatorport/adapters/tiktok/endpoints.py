"""Every path of TikTok that creatorport calls, in one table. Final slashes count: without one TikTok answers 404."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Family(StrEnum):
    """Which rules an endpoint follows: its host, its envelope, its limits."""

    LOGIN = "login"
    OPEN = "open"
    BUSINESS = "business"


class Kind(StrEnum):
    """Whether a call may be made twice."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call. `name` stands in logs, metrics, errors and budgets; `may_be_empty` allows an answer without a body.

    `organic` ones are of the Accounts API, whose limits are counted per creator's account besides; `each` is how many
    calls a minute TikTok takes for one account of the other API.
    """

    name: str
    family: Family
    method: str
    path: str
    kind: Kind
    may_be_empty: bool = False
    organic: bool = False
    each: int | None = None


AUTHORIZE_PAGE = "/v2/auth/authorize/"
BUSINESS_AUTHORIZE_PAGE = "/v2/auth/authorize"
PORTAL_PAGE = "/portal/auth"  # these two paths are published without a final slash

LOGIN_EXCHANGE = Endpoint("login.exchange", Family.LOGIN, "POST", "/v2/oauth/token/", Kind.WRITE)
LOGIN_REFRESH = Endpoint("login.refresh", Family.LOGIN, "POST", "/v2/oauth/token/", Kind.WRITE)
LOGIN_REVOKE = Endpoint("login.revoke", Family.LOGIN, "POST", "/v2/oauth/revoke/", Kind.WRITE, may_be_empty=True)

USER_INFO = Endpoint("user.info", Family.OPEN, "GET", "/v2/user/info/", Kind.READ)
VIDEO_LIST = Endpoint("video.list", Family.OPEN, "POST", "/v2/video/list/", Kind.READ)
VIDEO_QUERY = Endpoint("video.query", Family.OPEN, "POST", "/v2/video/query/", Kind.READ)

POST_OPTIONS = Endpoint("post.options", Family.OPEN, "POST", "/v2/post/publish/creator_info/query/", Kind.READ, each=20)
POST_BEGIN = Endpoint("post.begin", Family.OPEN, "POST", "/v2/post/publish/video/init/", Kind.WRITE, each=6)
POST_STATUS = Endpoint("post.status", Family.OPEN, "POST", "/v2/post/publish/status/fetch/", Kind.READ, each=30)

_V13 = "/open_api/v1.3"


def _business(name: str, method: str, path: str, kind: Kind) -> Endpoint:
    return Endpoint(name, Family.BUSINESS, method, f"{_V13}{path}", kind)


PORTAL_EXCHANGE = _business("oauth2.access_token", "POST", "/oauth2/access_token/", Kind.WRITE)
PORTAL_REVOKE = _business("oauth2.revoke_token", "POST", "/oauth2/revoke_token/", Kind.WRITE)
CREATOR_EXCHANGE = _business("creator.exchange", "POST", "/tt_user/oauth2/token/", Kind.WRITE)
CREATOR_REFRESH = _business("creator.refresh", "POST", "/tt_user/oauth2/refresh_token/", Kind.WRITE)
CREATOR_REVOKE = _business("creator.revoke", "POST", "/tt_user/oauth2/revoke/", Kind.WRITE)
TTO_ACCOUNTS = _business("tto.accounts", "GET", "/tto/oauth2/tcm/", Kind.READ)
TTO_ACCOUNT = _business("tto.account", "GET", "/tto/oauth2/info/", Kind.READ)
CREATOR_STATUS = _business("tto.creator.status", "GET", "/tto/tcm/creator/status/get/", Kind.READ)
CREATOR_PUBLIC = _business("tto.creator.public", "GET", "/tto/tcm/creator/public/", Kind.READ)
CATEGORY_LABELS = _business("tto.category.label", "GET", "/tto/tcm/category/label/", Kind.READ)
DISCOVER = _business("tto.discover", "GET", "/tto/tcm/creator/discover/", Kind.READ)
CAMPAIGN_CREATE = _business("tto.campaign.create", "POST", "/tto/tcm/campaign/create/", Kind.WRITE)
CAMPAIGN_UPDATE = _business("tto.campaign.update", "POST", "/tto/tcm/campaign/update/", Kind.WRITE)
CAMPAIGN_LIST = _business("tto.campaign.list", "GET", "/tto/tcm/campaign/", Kind.READ)
LINK_REQUEST = _business("tto.link.request", "POST", "/tto/tcm/campaign/link/", Kind.WRITE)
LINK_STATUS = _business("tto.link.status", "GET", "/tto/tcm/campaign/link/status/", Kind.READ)
SPARK_APPLY = _business("spark.apply", "POST", "/tcm/tt_video/apply/", Kind.WRITE)
SPARK_STATUS = _business("spark.status", "GET", "/tcm/tt_video/status/", Kind.READ)
SPARK_REDEEM = _business("spark.redeem", "POST", "/tt_video/authorize/", Kind.WRITE)
SPARK_INFO = _business("spark.info", "GET", "/tt_video/info/", Kind.READ)
REPORT = _business("tto.report", "GET", "/tto/tcm/report/", Kind.READ)
PUBLIC_VIDEOS = _business("tto.creator.videos", "GET", "/tto/tcm/creator/public/video/list/", Kind.READ)
CREATOR_PROFILE = _business("tto.creator.profile", "GET", "/tto/creator/authorized/", Kind.READ)
ACCOUNT_PROFILE = replace(_business("accounts.profile", "GET", "/business/get/", Kind.READ), organic=True)
ACCOUNT_VIDEOS = replace(_business("accounts.videos", "GET", "/business/video/list/", Kind.READ), organic=True)
CREATOR_JOIN = _business("tto.creator.join", "POST", "/tto/creator/campaign/join/", Kind.WRITE)
CREATOR_LINK = _business("tto.creator.link", "POST", "/tto/creator/campaign/video/link/", Kind.WRITE)
INVITATION_SEND = _business("tto.invitation.send", "POST", "/tto/tcm/invitation/send/", Kind.WRITE)
INVITATION_LIST = _business("tto.invitation.list", "GET", "/tto/tcm/invitation/get/", Kind.READ)
ANCHOR_CREATE = _business("tto.anchor.create", "POST", "/tto/tcm/anchor/create/", Kind.WRITE)
ANCHOR_LIST = _business("tto.anchor.list", "GET", "/tto/tcm/anchor/get/", Kind.READ)
ORDER_CREATE = _business("tto.order.create", "POST", "/tto/tcm/order/create/", Kind.WRITE)
ORDER_LIST = _business("tto.order.list", "GET", "/tto/tcm/order/get/", Kind.READ)
ORDER_UPDATE = _business("tto.order.update", "POST", "/tto/tcm/order/update/", Kind.WRITE)
INVITATION_CANCEL = _business("tto.invitation.cancel", "POST", "/tto/tcm/invitation/cancel/", Kind.WRITE)
SUBSCRIPTION_ADD = _business("subscription.subscribe", "POST", "/subscription/subscribe/", Kind.WRITE)
SUBSCRIPTION_LIST = _business("subscription.get", "GET", "/subscription/get/", Kind.READ)
ACCOUNT_WEBHOOK_SET = _business("webhook.update", "POST", "/business/webhook/update/", Kind.WRITE)
ACCOUNT_WEBHOOK_GET = _business("webhook.list", "GET", "/business/webhook/list/", Kind.READ)
ACCOUNT_WEBHOOK_DROP = _business("webhook.delete", "POST", "/business/webhook/delete/", Kind.WRITE)
SUBSCRIPTION_DROP = _business("subscription.unsubscribe", "POST", "/subscription/unsubscribe/", Kind.WRITE)

ALL: tuple[Endpoint, ...] = (
    LOGIN_EXCHANGE,
    LOGIN_REFRESH,
    LOGIN_REVOKE,
    USER_INFO,
    VIDEO_LIST,
    VIDEO_QUERY,
    POST_OPTIONS,
    POST_BEGIN,
    POST_STATUS,
    PORTAL_EXCHANGE,
    PORTAL_REVOKE,
    CREATOR_EXCHANGE,
    CREATOR_REFRESH,
    CREATOR_REVOKE,
    TTO_ACCOUNTS,
    TTO_ACCOUNT,
    CREATOR_STATUS,
    CREATOR_PUBLIC,
    CATEGORY_LABELS,
    DISCOVER,
    CAMPAIGN_CREATE,
    CAMPAIGN_UPDATE,
    CAMPAIGN_LIST,
    LINK_REQUEST,
    LINK_STATUS,
    SPARK_APPLY,
    SPARK_STATUS,
    SPARK_REDEEM,
    SPARK_INFO,
    REPORT,
    PUBLIC_VIDEOS,
    CREATOR_PROFILE,
    ACCOUNT_PROFILE,
    ACCOUNT_VIDEOS,
    CREATOR_JOIN,
    CREATOR_LINK,
    INVITATION_SEND,
    INVITATION_LIST,
    ANCHOR_CREATE,
    ANCHOR_LIST,
    ORDER_CREATE,
    ORDER_LIST,
    ORDER_UPDATE,
    INVITATION_CANCEL,
    SUBSCRIPTION_ADD,
    SUBSCRIPTION_LIST,
    SUBSCRIPTION_DROP,
    ACCOUNT_WEBHOOK_SET,
    ACCOUNT_WEBHOOK_GET,
    ACCOUNT_WEBHOOK_DROP,
)
