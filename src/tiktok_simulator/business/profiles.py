"""What anyone's app may read about a creator on TikTok One, and what a creator's own token adds."""

from typing import Any

from tiktok_simulator.business.accounts import labels_of
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.form import form
from tiktok_simulator.business.images import profile_image
from tiktok_simulator.business.refusals import invalid
from tiktok_simulator.world import Creator
from tiktok_simulator.world.shares import top

_FIELDS = (
    "handle_name", "display_name", "profile_image", "bio", "followers_count", "following_count", "likes_count",
    "videos_count", "creator_rate", "country_code", "content_labels", "industry_labels", "audience_countries",
    "audience_genders", "audience_ages", "audience_devices", "audience_usages",
)  # fmt: skip
_DOCUMENTED_AGES = ("25-34", "35-44", "55+")


def public_profile(call: Call) -> Data:
    """GET /tto/tcm/creator/public/: median views and rate (a fraction) are over the last 30 videos."""
    call.account()
    creator = call.listed(call.parameters.text("handle_name"), exact=True)
    figures = form(creator, call.now)
    return {
        **_profile(call, creator),
        "creator_id": creator.creator_id,
        "median_views": figures.median_views,
        "engagement_rate": figures.engagement_rate,
        "creator_price": creator.price,
        "currency": "USD",
        **labels_of(creator),
    }


def authorized_profile(call: Call) -> Data:
    """GET /tto/creator/authorized/: only the fields asked for; label ids are numbers here."""
    creator = call.creator()
    fields = call.parameters.texts("fields", most=100) or ["profile_image", "display_name"]
    unknown = sorted(set(fields) - set(_FIELDS))
    if unknown:
        raise invalid(f"Invalid value for fields: {', '.join(unknown)} unknown.")
    known = _profile(call, creator) | _own(creator)
    return {name: known[name] for name in fields}


def _profile(call: Call, creator: Creator) -> Data:
    counts = creator.counts_at(call.now)
    return {
        "handle_name": creator.handle,
        "display_name": creator.display_name,
        "profile_image": profile_image(call, creator),
        "bio": creator.bio,
        "followers_count": counts.followers,
        "following_count": counts.following,
        "videos_count": counts.videos,
        "likes_count": counts.likes,
    }


def _own(creator: Creator) -> Data:
    audience = creator.audience
    ages = {age: audience.ages[age] for age in _DOCUMENTED_AGES}
    ages["Other"] = round(1 - sum(ages.values()), 4)
    labels: Any = {
        name: [{**label, "label_id": int(label["label_id"])} for label in found]
        for name, found in labels_of(creator).items()
    }
    devices = {"Other" if device == "OTHER" else device: share for device, share in audience.devices.items()}
    return {
        "creator_rate": {"rate": creator.price, "currency": "USD"},
        "country_code": creator.country,
        **labels,
        "audience_countries": _parts("country", dict(top(audience.countries, 3))),
        "audience_genders": _parts("gender", audience.genders),
        "audience_ages": _parts("age", ages),
        "audience_devices": _parts("device", devices),
        "audience_usages": _parts("usage", audience.usages),
    }


def _parts(name: str, shares: dict[str, float]) -> list[dict[str, Any]]:
    return [{name: part, "percentage": share} for part, share in shares.items()]
