"""GET /v2/user/info/"""

from typing import Any

from tiktok_simulator.http.media import signed_image_url
from tiktok_simulator.identifiers import readable
from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.fields import COUNTERS

AVATAR_LIFE = 48 * 3600
_SIZES = {"avatar_url": 168, "avatar_url_100": 100, "avatar_large_url": 1080}


def user_info(call: Call) -> dict[str, Any]:
    """The requested fields of the token's owner, and no others."""
    user = {name: _value(call, name) for name in call.fields}
    if call.strikes("counters_missing"):
        user = {name: value for name, value in user.items() if name not in COUNTERS}
    if call.strikes("falling_counters"):
        user = {name: value * 9 // 10 if name in COUNTERS else value for name, value in user.items()}
    return {"user": user}


def avatar_url(call: Call, size: int, life: float) -> str:
    """A link to the owner's picture that lives so many seconds."""
    picture = call.simulator.digest("avatar", call.creator.number).hex()[:12]
    path = f"tos-useast-avt-0068/{picture}~tplv-tiktokx-cropcenter:{size}:{size}.png"
    return signed_image_url(call.simulator, call.request, path, life=life)


def _value(call: Call, name: str) -> Any:
    simulator, creator = call.simulator, call.creator
    if name in COUNTERS:
        counts = creator.counts_at(call.now)
        return {
            "follower_count": counts.followers,
            "following_count": counts.following,
            "likes_count": counts.likes,
            "video_count": counts.videos,
        }[name]
    if name in _SIZES:
        return avatar_url(call, _SIZES[name], AVATAR_LIFE)
    if name == "open_id":
        return simulator.grants.open_id(call.app.client_key, creator.number)
    if name == "union_id":
        return simulator.grants.union_id(call.app.developer, creator.number)
    if name == "profile_deep_link":
        return f"https://vm.tiktok.com/ZM{readable(simulator.digest('deep link', creator.number), 7)}/"
    return {
        "display_name": creator.display_name,
        "bio_description": creator.bio,
        "is_verified": creator.is_verified,
        "username": creator.handle,
    }[name]
