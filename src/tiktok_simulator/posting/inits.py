"""The three inits: a direct post of a video, a draft of one, and photos either way."""

from typing import Any

from tiktok_simulator.http.media import origin
from tiktok_simulator.open.admission import scope_missing
from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.envelope import Refusal
from tiktok_simulator.open.json_body import json_object
from tiktok_simulator.posting import life, rules
from tiktok_simulator.posting.endpoint import PUBLISH, UPLOAD
from tiktok_simulator.posting.paths import UPLOAD as UPLOAD_PATH
from tiktok_simulator.posting.post_info import photo_post, video_post
from tiktok_simulator.posting.publishes import DOWNLOADING, UPLOAD_LIFE, UPLOADING, Publish
from tiktok_simulator.posting.sources import FILE, Source, check_ownership, photo_source, video_source

_PREFIXES = {
    ("direct", "video", True): "v_pub_file~v2-1.",
    ("direct", "video", False): "v_pub_url~v2.",
    ("draft", "video", True): "v_inbox_file~v2.",
    ("draft", "video", False): "v_inbox_url~v2.",
    ("direct", "photo", False): "p_pub_url~v2.",
    ("draft", "photo", False): "p_inbox_url~v2.",
}


def post_video(call: Call) -> dict[str, Any]:
    """POST /v2/post/publish/video/init/"""
    asked = json_object(call)
    source, post = video_source(call, asked), video_post(call, asked)
    _check_direct(call, source, post)
    return _begun(call, "direct", "video", source, post)


def draft_video(call: Call) -> dict[str, Any]:
    """POST /v2/post/publish/inbox/video/init/: a caption sent with it is lost."""
    source = video_source(call, json_object(call))
    rules.check_drafts(call)
    check_ownership(call, source)
    return _begun(call, "draft", "video", source, {})


def post_photos(call: Call) -> dict[str, Any]:
    """POST /v2/post/publish/content/init/"""
    asked = json_object(call)
    mode = asked.get("post_mode")
    if asked.get("media_type") != "PHOTO" or mode not in {"DIRECT_POST", "MEDIA_UPLOAD"}:
        raise call.invalid("Invalid media_type or post_mode")
    draft = mode == "MEDIA_UPLOAD"
    if (UPLOAD if draft else PUBLISH) not in call.scopes:
        raise scope_missing(call.app)
    source, post = photo_source(call, asked), photo_post(call, asked, draft=draft)
    if not draft:
        _check_direct(call, source, post)
        return _begun(call, "direct", "photo", source, post)
    if call.strikes("app_too_old"):
        raise Refusal("app_version_check_failed", 400, "The app version of the target user is too low")
    rules.check_drafts(call)
    check_ownership(call, source)
    return _begun(call, "draft", "photo", source, post)


def _check_direct(call: Call, source: Source, post: dict[str, Any]) -> None:
    level = post.get("privacy_level", "")
    rules.check_banned(call)
    rules.check_audit(call, level)
    rules.check_caps(call)
    check_ownership(call, source)
    rules.check_privacy(call, level)


def _begun(call: Call, flow: str, media: str, source: Source, post: dict[str, Any]) -> dict[str, Any]:
    simulator, is_file = call.simulator, source.kind == FILE
    publish = Publish(
        publish_id=_PREFIXES[flow, media, is_file] + simulator.number_id(),
        client_key=call.app.client_key,
        creator=call.creator.number,
        flow=flow,
        media=media,
        source=source.kind,
        started_at=call.now,
        post=post,
        size=source.size,
        status=UPLOADING if is_file else DOWNLOADING,
        chunk_size=source.chunk_size,
        chunk_count=source.chunk_count,
        urls=list(source.urls),
    )
    answer = {"publish_id": publish.publish_id}
    if is_file:
        publish.upload_id = simulator.number_id()
        publish.upload_token = _upload_token(call, publish)
        publish.upload_until = call.now + UPLOAD_LIFE
        secret = f"upload_id={publish.upload_id}&upload_token={publish.upload_token}"
        answer["upload_url"] = f"{origin(call.request)}{UPLOAD_PATH}?{secret}"
    life.begin(simulator, publish)
    if call.strikes("token_dies_after_init"):
        simulator.grants.expire_access(call.creator.number)
    return answer


def _upload_token(call: Call, publish: Publish) -> str:
    digits = call.simulator.digest("upload token", publish.publish_id).hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}"
