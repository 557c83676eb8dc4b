"""www.tiktok.com/oembed: a video or a profile to show on another page."""

import re
from html import escape
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tiktok_simulator.http.media import signed_image_url
from tiktok_simulator.world import Creator, Video

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_PAGE = re.compile(r"https?://(?:www\.|m\.)?tiktok\.com/@(?P<handle>[\w.]+)(?:/video/(?P<video>\d+))?/?(?:[?#].*)?")
_SCRIPT = '<script async src="https://www.tiktok.com/embed.js"></script>'
_STYLE = 'style="max-width: 605px;min-width: 325px;"'
_THUMBNAIL_LIFE = 6 * 3600


def oembed(simulator: "Simulator", request: Request, _body: bytes) -> Response:
    """What is gone, private or unknown has no embed: HTTP 400, in a form nobody has documented."""
    page = _PAGE.fullmatch(request.query_params.get("url", ""))
    creator = simulator.world.by_handle(page["handle"]) if page else None
    if page is None or creator is None:
        return _nothing()
    if page["video"] is None:
        return JSONResponse(_profile(creator))
    video = simulator.world.video(page["video"])
    now = simulator.clock.now()
    if video is None or video.creator is not creator or not video.is_public or video.create_time > now:
        return _nothing()
    return JSONResponse(_video(simulator, request, video))


def _nothing() -> Response:
    return JSONResponse({"code": 400, "message": "Something went wrong"}, status_code=400)


def _video(simulator: "Simulator", request: Request, video: Video) -> dict[str, Any]:
    creator = video.creator
    page = f"{creator.profile_url}/video/{video.id}"
    picture = simulator.digest("cover", video.id).hex()[:16]
    author = (
        f'<a target="_blank" title="@{creator.handle}" href="{creator.profile_url}?refer=embed">@{creator.handle}</a>'
    )
    html = (
        f'<blockquote class="tiktok-embed" cite="{page}" data-video-id="{video.id}" data-embed-from="oembed"'
        f" {_STYLE}> <section> {author} <p>{escape(video.caption)}</p> </section> </blockquote> {_SCRIPT}"
    )
    path = f"obj/tos-useast-p-0037/{picture}~tplv:720:1280.png"
    return {
        "version": "1.0",
        "type": "video",
        "title": video.caption,
        **_common(creator, html),
        "thumbnail_width": 720,
        "thumbnail_height": 1280,
        "thumbnail_url": signed_image_url(simulator, request, path, life=_THUMBNAIL_LIFE),
    }


def _profile(creator: Creator) -> dict[str, Any]:
    html = (
        f'<blockquote class="tiktok-embed" cite="{creator.profile_url}" data-unique-id="{creator.handle}"'
        f' data-embed-type="creator" {_STYLE}> <section> <a target="_blank"'
        f' href="{creator.profile_url}?refer=creator_embed">@{creator.handle}</a> </section> </blockquote>'
        f" {_SCRIPT}"
    )
    title = f"{escape(creator.display_name)}'s Creator Profile"
    return {"version": "1.0", "type": "rich", "title": title, **_common(creator, html)}


def _common(creator: Creator, html: str) -> dict[str, Any]:
    return {
        "author_url": creator.profile_url,
        "author_name": creator.display_name,
        "width": "100%",
        "height": "100%",
        "html": html,
        "provider_url": "https://www.tiktok.com",
        "provider_name": "TikTok",
    }
