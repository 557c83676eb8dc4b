"""GET /business/get/ of the Accounts API: an account's profile, its days, and who its followers are."""

from datetime import date, timedelta
from typing import Any

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.images import profile_image
from tiktok_simulator.business.moments import day
from tiktok_simulator.business.organic_days import BUSINESS_METRICS, METRICS, days, is_business_account
from tiktok_simulator.business.refusals import invalid, no_permission
from tiktok_simulator.world import Creator, chance
from tiktok_simulator.world.audience import ADULT_AGES
from tiktok_simulator.world.shares import shares, top

LOOK_BACK = timedelta(days=60)
LEAST_FOLLOWERS = 100
"""Below it TikTok tells nothing of an audience."""

_STATS = ("following_count", "followers_count", "total_likes", "videos_count")
_AUDIENCE = ("audience_ages", "audience_genders", "audience_countries", "audience_cities")
_SCOPES: dict[str, tuple[str, ...]] = {
    "user.account.type": ("is_business_account",),
    "user.info.username": ("username",),
    "user.info.basic": ("display_name", "profile_image"),
    "user.info.profile": ("profile_deep_link", "bio_description", "is_verified"),
    "user.info.stats": _STATS,
    "user.insights": (*METRICS, *BUSINESS_METRICS, *_AUDIENCE),
}
_SCOPE_OF = {field: scope for scope, fields in _SCOPES.items() for field in fields}
_CITIES = ("Central", "Northside", "Harbor", "Old Town", "Lakeview")
_OTHER_GENDER = 206


def profile(call: Call) -> Data:
    """Only what was asked for, and only if every field of it was granted."""
    creator = call.creator("business_id")
    fields = call.parameters.texts("fields", most=100) or ["display_name", "profile_image"]
    first, last = _range(call)
    unknown = sorted(set(fields) - set(_SCOPE_OF))
    if unknown:
        raise invalid(f"Invalid value for fields: {', '.join(unknown)} unknown.")
    granted = call.lineage.scopes if call.lineage is not None else ()
    missing = sorted({_SCOPE_OF[name] for name in fields} - set(granted))
    if missing:
        raise no_permission(f"fields of the scope {', '.join(missing)}")
    known = _known(call, creator)
    answer = {name: known[name] for name in fields if name in known}
    daily = set(fields) & {*METRICS, *BUSINESS_METRICS}
    if daily:
        wanted = daily | ({"followers_count"} & set(fields))
        answer["metrics"] = days(creator, first, last, call.now, wanted)
    return answer


def _range(call: Call) -> tuple[date, date]:
    today = day(call.now)
    first = call.parameters.day("start_date") or today - timedelta(days=7)
    last = call.parameters.day("end_date") or today - timedelta(days=1)
    if first > last:
        raise invalid("Invalid value for start_date: after end_date.")
    if last > today or first < today - LOOK_BACK:
        raise invalid(f"Invalid value for start_date: at most {LOOK_BACK.days} days back, and not in the future.")
    return first, last


def _known(call: Call, creator: Creator) -> dict[str, Any]:
    counts = creator.counts_at(call.now)
    return {
        "is_business_account": is_business_account(creator),
        "username": creator.handle,
        "display_name": creator.display_name,
        "profile_image": profile_image(call, creator),
        "profile_deep_link": creator.profile_url,
        "bio_description": creator.bio,
        "is_verified": creator.is_verified,
        "following_count": counts.following,
        "followers_count": counts.followers,
        "total_likes": counts.likes,
        "videos_count": counts.videos,
        **(audience(creator) if counts.followers >= LEAST_FOLLOWERS else {name: [] for name in _AUDIENCE}),
    }


def audience(creator: Creator) -> dict[str, list[dict[str, Any]]]:
    """Fractions. The same followers as elsewhere, with TikTok's third gender and without minors."""
    followers = creator.audience
    other = 0.01 + 0.03 * chance.unit(creator.key, _OTHER_GENDER)
    genders = shares({**{name: part * (1 - other) for name, part in followers.genders.items()}, "Other": other})
    cities = shares({name: 1 / (place + 2) for place, name in enumerate(_CITIES)})
    home = followers.first_country
    return {
        "audience_ages": _parts("age", shares({age: followers.ages[age] for age in ADULT_AGES})),
        "audience_genders": _parts("gender", genders),
        "audience_countries": _parts("country", dict(top(followers.countries, 10))),
        "audience_cities": _parts("city_name", {f"{name}, {home}": part for name, part in cities.items()}),
    }


def _parts(name: str, of: dict[str, float]) -> list[dict[str, Any]]:
    return [{name: part, "percentage": share} for part, share in of.items()]
