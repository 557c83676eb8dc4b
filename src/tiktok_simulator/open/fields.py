"""The fields of the Display API: which scope each needs, and how a request names them."""

from collections.abc import Mapping

from starlette.requests import Request

USER_FIELDS: Mapping[str, str] = {
    "open_id": "user.info.basic",
    "union_id": "user.info.basic",
    "avatar_url": "user.info.basic",
    "avatar_url_100": "user.info.basic",
    "avatar_large_url": "user.info.basic",
    "display_name": "user.info.basic",
    "bio_description": "user.info.profile",
    "profile_deep_link": "user.info.profile",
    "is_verified": "user.info.profile",
    "username": "user.info.profile",
    "follower_count": "user.info.stats",
    "following_count": "user.info.stats",
    "likes_count": "user.info.stats",
    "video_count": "user.info.stats",
}
VIDEO_FIELDS: Mapping[str, str] = dict.fromkeys(
    (
        "id",
        "create_time",
        "cover_image_url",
        "share_url",
        "video_description",
        "duration",
        "height",
        "width",
        "title",
        "embed_html",
        "embed_link",
        "like_count",
        "comment_count",
        "share_count",
        "view_count",
    ),
    "video.list",
)
COUNTERS = frozenset(name for name in (*USER_FIELDS, *VIDEO_FIELDS) if name.endswith("_count"))


def requested_fields(request: Request) -> list[str]:
    """`fields` of the query, comma-separated, in the order asked and each once."""
    asked = request.query_params.get("fields", "")
    return list(dict.fromkeys(name.strip() for name in asked.split(",") if name.strip()))
