"""Spark Ads: the brand asks to advertise a linked video, the creator decides, an advertiser takes the code."""

from tiktok_simulator.business import plans
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.moments import clock_time
from tiktok_simulator.business.refusals import invalid, no_permission, not_found
from tiktok_simulator.business.spark_records import SparkAuthorization
from tiktok_simulator.world import Video

_SHOWN_DAYS = (7, 30, 60, 365)


def apply(call: Call) -> Data:
    """POST /tcm/tt_video/apply/: a second wish while one waits, or while a code lives, is refused."""
    account_id = _account(call)
    video = _linked(call, account_id, call.parameters.text("video_id"))
    days = call.parameters.whole("authorization_days", 1, 365, 30)
    extends = call.parameters.maybe_text("action") is not None
    if extends:
        call.parameters.choice("action", {"EXTEND"})
    known = call.market.sparks.get(video.id)
    if known is not None and known.status == "WAITING":
        raise invalid("The creator has not answered the last request.")
    live = known is not None and known.has_live_code(call.now)
    if extends != live:
        raise invalid("There is no code to extend." if extends else "The post is authorized; extend it instead.")
    if known is None or not extends:
        known = SparkAuthorization(video.id, account_id, video.creator.number, "WAITING", call.now, days)
        call.market.sparks[video.id] = known
    known.status, known.updated_at, known.requested_days, known.extends = "WAITING", call.now, days, extends
    call.simulator.ledger.record(
        "spark_extension_requested" if extends else "spark_requested", video_id=video.id, authorization_days=days
    )
    plans.spark_answer(call.simulator, known)
    return {}


def status(call: Call) -> Data:
    """GET /tcm/tt_video/status/"""
    account_id = _account(call)
    video_id = call.parameters.text("video_id")
    known = call.market.sparks.get(video_id)
    if known is None or known.account_id != account_id:
        raise not_found(f"Authorization of video {video_id}")
    shown: Data = {
        "video_id": known.video_id,
        "auth_status": known.status,
        "auth_status_updated_time": clock_time(known.updated_at),
        "requested_authorization_days": next(days for days in _SHOWN_DAYS if days >= known.requested_days),
    }
    if known.status == "ACCEPTED" and known.starts_at is not None and known.ends_at is not None:
        shown |= {
            "auth_code": known.code,
            "auth_code_start_time": clock_time(known.starts_at),
            "auth_code_end_time": clock_time(known.ends_at),
            "auth_code_status": known.code_status(call.now),
        }
    return shown


def authorize(call: Call) -> Data:
    """POST /tt_video/authorize/: an advertiser takes a code, once."""
    advertiser_id, known = _code(call)
    if advertiser_id in known.advertiser_ids:
        raise invalid("The post is authorized to this advertiser already.")
    known.advertiser_ids.append(advertiser_id)
    call.simulator.ledger.record("spark_redeemed", video_id=known.video_id, advertiser_id=advertiser_id)
    return {}


def info(call: Call) -> Data:
    """GET /tt_video/info/: a post that the advertiser was authorized to."""
    advertiser_id, known = _code(call)
    if advertiser_id not in known.advertiser_ids or known.starts_at is None or known.ends_at is None:
        raise invalid("The post is not authorized to this advertiser.")
    video, creator = call.world.video(known.video_id), call.world.creator(known.creator)
    return {
        "auth_info": {
            "ad_auth_status": "AUTHORIZED",
            "auth_start_time": clock_time(known.starts_at),
            "auth_end_time": clock_time(known.ends_at),
            "invite_start_time": clock_time(known.updated_at),
        },
        "item_info": {
            "auth_code": known.code,
            "item_id": known.video_id,
            "item_type": "VIDEO",
            "text": video.caption if video is not None else "",
        },
        "user_info": {"tiktok_name": creator.display_name, "identity_type": "AUTH_CODE"},
    }


def _account(call: Call) -> str:
    """The TikTok One account, under the older name that these two calls have for it."""
    account_id = call.parameters.text("tcm_account_id")
    if call.brand is None or account_id not in call.brand.account_ids:
        raise no_permission(f"TCM account {account_id}")
    return account_id


def _linked(call: Call, account_id: str, video_id: str) -> Video:
    video, campaign = call.world.video(video_id), call.market.campaign_of_video(video_id)
    if video is None:
        raise not_found(f"Video {video_id}")
    if campaign is None or campaign.account_id != account_id:
        raise invalid("The video is not linked to a campaign of this account.")
    return video


def _code(call: Call) -> tuple[str, SparkAuthorization]:
    advertiser_id, code = call.parameters.text("advertiser_id"), call.parameters.text("auth_code")
    if call.brand is None or advertiser_id not in call.brand.advertiser_ids:
        raise no_permission(f"advertiser {advertiser_id}")
    for known in call.market.sparks.values():
        if known.code == code:
            if not known.has_live_code(call.now):
                raise invalid("The authorization code has expired.")
            return advertiser_id, known
    raise invalid("The authorization code is invalid.")
