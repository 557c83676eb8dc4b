"""Webhooks in: verify the raw bytes, store, answer. Everything else is a job's work."""

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from creatorport.adapters.webhooks.delivery_keys import delivery_key
from creatorport.adapters.webhooks.rejections import WebhookRejected
from creatorport.adapters.webhooks.signatures import WebhookSignatures
from creatorport.application.ports.inbox import Channel

Receive = Callable[[Channel, str, bytes], Awaitable[bool]]

_LARGEST = 2 * 1024 * 1024
_log = structlog.get_logger(__name__)


class WebhookIntake:
    """One webhook address. Answers 200 to what is stored, also to a repeat; anything else makes TikTok try again."""

    def __init__(self, channel: Channel, signatures: WebhookSignatures, receive: Receive) -> None:
        self._channel = channel
        self._signatures = signatures
        self._receive = receive

    async def answer(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return JSONResponse({"error": {"code": "BODY_TOO_LARGE"}}, status_code=413)
        try:
            self._signatures.verify(body, request.headers)
        except WebhookRejected as rejected:
            _log.warning("webhook rejected", channel=self._channel.value, reason=rejected.code, bytes=len(body))
            return JSONResponse({"error": {"code": rejected.code}}, status_code=401)
        new = await self._receive(self._channel, delivery_key(self._channel, body), body)
        _log.info("webhook stored", channel=self._channel.value, new=new, bytes=len(body))
        return JSONResponse({"stored": True})


async def _body(request: Request) -> bytes | None:
    """Return the whole body, or None once it is too large: no more of it is read then."""
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > _LARGEST:
                return None
            chunks.append(chunk)
    except ClientDisconnect:
        # Nobody is left to answer; half a body verifies as nothing, and TikTok sends it again.
        _log.info("webhook cut off", bytes=size)
        return b""
    return b"".join(chunks)
