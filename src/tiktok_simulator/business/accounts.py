"""A brand's TikTok One accounts, who is on TikTok One, and the labels creators carry."""

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.images import account_image
from tiktok_simulator.business.moments import DAY
from tiktok_simulator.world.creator import Creator
from tiktok_simulator.world.topics import INDUSTRIES, TOPICS, Topic, is_sub_label


def user(call: Call) -> Data:
    """GET /user/info/: the person behind an advertiser's token."""
    digits = int.from_bytes(call.simulator.digest("core user")[:6])
    return {
        "display_name": call.simulator.apps.advertisers[0].name,
        "email": "l***@lumen.example",
        "core_user_id": str(7_000_000_000_000_000_000 + digits),
        "create_time": int(call.simulator.settings.epoch) - 400 * DAY,
        "avatar_url": account_image(call),
    }


def account_ids(call: Call) -> Data:
    """GET /tto/oauth2/tcm/"""
    call.app()
    return {"tto_tcm_account_ids": list(call.brand.account_ids) if call.brand is not None else []}


def account(call: Call) -> Data:
    """GET /tto/oauth2/info/"""
    account_id = call.account()
    one = next(one for one in call.simulator.apps.tto_accounts if one.tto_tcm_account_id == account_id)
    return {
        "tto_tcm_account_id": one.tto_tcm_account_id,
        "account_name": one.name,
        "timezone": one.timezone,
        "country": one.country,
        "business_verification_status": "PASSED",
    }


def creator_status(call: Call) -> Data:
    """GET /tto/tcm/creator/status/get/: a handle that nobody has is INVALID."""
    call.account()
    handles = call.parameters.texts("handle_names", most=20, required=True) or []
    statuses = []
    for handle in handles:
        creator = call.world.by_handle(handle)
        status = "INVALID" if creator is None else creator.standing.value
        statuses.append({"handle_name": handle, "status": status})
    return {"onboarding_status": statuses}


def labels(call: Call) -> Data:
    """GET /tto/tcm/category/label/: rankings know no sub-labels."""
    call.account()
    kind = call.parameters.choice("label_type", {"RANKING", "SEARCH"}, "SEARCH")

    def is_shown(label_id: str) -> bool:
        return kind == "SEARCH" or not is_sub_label(label_id)

    return {
        "industry_labels": [industry_label(label_id) for label_id in INDUSTRIES if is_shown(label_id)],
        "content_labels": [content_label(topic) for topic in TOPICS if is_shown(topic.label_id)],
    }


def industry_label(label_id: str) -> dict[str, str]:
    return {"label_id": label_id, "label_name": INDUSTRIES[label_id]}


def content_label(topic: Topic) -> dict[str, str]:
    return {"label_id": topic.label_id, "label_name": topic.label_name}


def labels_of(creator: Creator) -> dict[str, list[dict[str, str]]]:
    """Both kinds of labels of a creator, ids as strings."""
    return {
        "industry_labels": [industry_label(label_id) for label_id in creator.industries],
        "content_labels": [content_label(topic) for topic in creator.topics],
    }
