"""Links to pictures: they die about a week after they were handed out."""

from tiktok_simulator.business.calls import Call
from tiktok_simulator.business.moments import DAY
from tiktok_simulator.http.media import signed_image_url
from tiktok_simulator.world import Creator, Video

_LIFE = 7 * DAY


def profile_image(call: Call, creator: Creator) -> str:
    return signed_image_url(call.simulator, call.request, f"avatar/{creator.number}~tplv:720:720.webp", life=_LIFE)


def account_image(call: Call) -> str:
    return signed_image_url(call.simulator, call.request, "avatar/brand~tplv:720:720.webp", life=_LIFE)


def thumbnail(call: Call, video: Video) -> str:
    return signed_image_url(call.simulator, call.request, f"cover/{video.id}~tplv:576:1024.webp", life=_LIFE)


def embed_url(video: Video) -> str:
    return f"https://www.tiktok.com/player/v1/{video.id}"
