"""How a post is to appear: `post_info` of the three inits."""

from collections.abc import Mapping
from typing import Any

from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.posting.rules import settings_of

_VIDEO = {
    "privacy_level": str,
    "title": str,
    "disable_duet": bool,
    "disable_stitch": bool,
    "disable_comment": bool,
    "video_cover_timestamp_ms": int,
    "brand_content_toggle": bool,
    "brand_organic_toggle": bool,
    "is_aigc": bool,
}
_PHOTO = {
    "privacy_level": str,
    "title": str,
    "description": str,
    "disable_comment": bool,
    "auto_add_music": bool,
    "brand_content_toggle": bool,
    "brand_organic_toggle": bool,
}
_PHOTO_DRAFT = {"title": str, "description": str}
# In units of UTF-16.
_LONGEST_CAPTION = 2200
_LONGEST_TITLE = 90
_LONGEST_DESCRIPTION = 4000


def video_post(call: Call, asked: Mapping[str, Any]) -> dict[str, Any]:
    post = _known(call, asked, _VIDEO)
    _check_length(call, post, "title", _LONGEST_CAPTION)
    settings = settings_of(call)
    # A creator who has switched something off cannot be overruled; TikTok does not say so either.
    for name, off in (
        ("disable_comment", settings.comment_disabled),
        ("disable_duet", settings.duet_disabled or settings.private),
        ("disable_stitch", settings.stitch_disabled or settings.private),
    ):
        post[name] = post.get(name, False) or off
    return post


def photo_post(call: Call, asked: Mapping[str, Any], *, draft: bool) -> dict[str, Any]:
    post = _known(call, asked, _PHOTO_DRAFT if draft else _PHOTO)
    _check_length(call, post, "title", _LONGEST_TITLE)
    _check_length(call, post, "description", _LONGEST_DESCRIPTION)
    if not draft:
        post["disable_comment"] = post.get("disable_comment", False) or settings_of(call).comment_disabled
    return post


def _known(call: Call, asked: Mapping[str, Any], known: Mapping[str, type]) -> dict[str, Any]:
    """The fields of this flow, each of its kind; others are ignored, as TikTok does."""
    info = asked.get("post_info", {})
    if not isinstance(info, dict):
        raise call.invalid("The request post info is incorrect")
    for name, kind in known.items():
        if name in info and type(info[name]) is not kind:
            raise call.invalid(f"The field {name} is incorrect")
    return {name: info[name] for name in known if name in info}


def _check_length(call: Call, post: Mapping[str, Any], name: str, longest: int) -> None:
    if len(str(post.get(name, "")).encode("utf-16-le", "surrogatepass")) > 2 * longest:
        raise call.invalid(f"The {name} is too long")
