"""Posting in a creator's name: /v2/post/publish/….

TikTok for Developers, "content-posting-api-reference-direct-post" and its neighbours.
"""

from collections.abc import Mapping
from typing import Any

from creatorport.adapters.tiktok.endpoints import POST_BEGIN, POST_OPTIONS, POST_STATUS, Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import signed_link
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.tiktok_posting import Begun, Poster, PublishStatus
from creatorport.domain.publishing.composer import Choice, CreatorOptions, Privacy
from creatorport.domain.publishing.publication import FromMedia, FromUrl
from creatorport.domain.publishing.upload_plan import UploadPlan

_LEVELS = {level.value for level in Privacy}


class HttpPosting:
    """Implements TikTokPosting."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def options(self, poster: Poster) -> CreatorOptions:
        answer = await self._call(POST_OPTIONS, poster, {})
        # A level that is not known cannot be shown to anybody, so that nobody could choose it.
        levels = [level for level in answer.texts("privacy_level_options") if level in _LEVELS]
        return CreatorOptions(
            handle=answer.text("creator_username"),
            nickname=answer.maybe_text("creator_nickname") or answer.text("creator_username"),
            avatar=signed_link(answer.maybe_text("creator_avatar_url")),
            privacy=tuple(Privacy(level) for level in dict.fromkeys(levels)),
            comment_disabled=_is_off(answer, "comment_disabled"),
            duet_disabled=_is_off(answer, "duet_disabled"),
            stitch_disabled=_is_off(answer, "stitch_disabled"),
            longest=answer.maybe_whole("max_video_post_duration_sec"),
        )

    async def begin(self, poster: Poster, choice: Choice, source: FromMedia | FromUrl) -> Begun:
        document = {"post_info": _post_info(choice), "source_info": _source_info(source)}
        answer = await self._call(POST_BEGIN, poster, document)
        url = None if isinstance(source, FromUrl) else answer.secret("upload_url")
        return Begun(answer.id("publish_id"), url)

    async def status(self, poster: Poster, publish_id: str) -> PublishStatus:
        answer = await self._call(POST_STATUS, poster, {"publish_id": publish_id})
        return PublishStatus(
            answer.id("status"),
            answer.maybe_text("fail_reason") or None,
            # TikTok's own spelling.
            tuple(answer.texts("publicaly_available_post_id")),
            answer.maybe_whole("uploaded_bytes"),
        )

    async def _call(self, endpoint: Endpoint, poster: Poster, document: Mapping[str, Any]) -> Payload:
        request = Request(
            endpoint,
            headers={"Authorization": f"Bearer {poster.access_token.reveal()}"},
            document=document,
            subject=poster.account_id,
        )
        return await self._transport.call(request, tenant=poster.workspace_id)


def _is_off(answer: Payload, key: str) -> bool:
    """What TikTok does not tell counts as off."""
    off = answer.maybe_truth(key)
    return True if off is None else off


def _post_info(choice: Choice) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": choice.title,
        "privacy_level": choice.privacy.value,
        "disable_comment": not choice.interactions.comment,
        "disable_duet": not choice.interactions.duet,
        "disable_stitch": not choice.interactions.stitch,
        "brand_content_toggle": choice.disclosure.branded_content,
        "brand_organic_toggle": choice.disclosure.own_brand,
        "is_aigc": choice.is_ai_generated,
    }
    return facts if choice.cover_ms is None else {**facts, "video_cover_timestamp_ms": choice.cover_ms}


def _source_info(source: FromMedia | FromUrl) -> dict[str, Any]:
    if isinstance(source, FromUrl):
        return {"source": "PULL_FROM_URL", "video_url": source.url}
    plan = UploadPlan.of(source.size)
    return {
        "source": "FILE_UPLOAD",
        "video_size": plan.total,
        "chunk_size": plan.chunk_size,
        "total_chunk_count": plan.chunks,
    }
