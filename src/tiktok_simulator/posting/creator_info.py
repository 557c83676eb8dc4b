"""POST /v2/post/publish/creator_info/query/"""

from typing import Any

from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.json_body import json_object
from tiktok_simulator.open.user_info import avatar_url
from tiktok_simulator.posting.rules import check_caps, privacy_options, settings_of

AVATAR_LIFE = 2 * 3600


def creator_info(call: Call) -> dict[str, Any]:
    """What a composer shows and offers. That nothing may be posted now is said with HTTP 200."""
    json_object(call)
    check_caps(call, status=200)
    settings = settings_of(call)
    return {
        "creator_avatar_url": avatar_url(call, 168, AVATAR_LIFE),
        "creator_username": call.creator.handle,
        "creator_nickname": call.creator.display_name,
        "privacy_level_options": list(privacy_options(call)),
        "comment_disabled": settings.comment_disabled,
        "duet_disabled": settings.duet_disabled or settings.private,
        "stitch_disabled": settings.stitch_disabled or settings.private,
        "max_video_post_duration_sec": settings.max_video_post_duration_sec,
    }
