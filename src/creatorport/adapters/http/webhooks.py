"""Webhooks in: verify the raw bytes, store, answer. Everything else is a job's work."""

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from creatorport.adapters.webhooks.delivery_keys import delivery_key
from creatorport.adapters.webhooks.event_names import event_name
from creatorport.adapters.webhooks.rejections import WebhookRejected
from creatorport.adapters.webhooks.signatures import WebhookSignatures
from creatorport.adapters.webhooks.tally import WebhookTally
from creatorport.application.ports.inbox import Channel

Receive = Callable[[Channel, str, bytes, str], Awaitable[bool]]

_LARGEST = 2 * 1024 * 1024
_log = structlog.get_logger(__name__)


class WebhookIntake:
    """One webhook address. Answers 200 to what is stored, also to a repeat; anything else makes TikTok try again."""

    def __init__(self, channel: Channel, signatures: WebhookSignatures, receive: Receive) -> None:
        self._channel = channel
        self._signatures = signatures
        self._receive = receive
        self._tally = WebhookTally()

    async def answer(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            _log.warning("webhook rejected", channel=self._channel.value, reason="BODY_TOO_LARGE", limit=_LARGEST)
            self._tally.rejected(self._channel, "BODY_TOO_LARGE")
            return JSONResponse({"error": {"code": "BODY_TOO_LARGE"}}, status_code=413)
        try:
            family = self._signatures.verify(body, request.headers)
        except WebhookRejected as rejected:
            _log.warning("webhook rejected", channel=self._channel.value, reason=rejected.code, bytes=len(body))
            self._tally.rejected(self._channel, rejected.code)
            return JSONResponse({"error": {"code": rejected.code}}, status_code=401)
        new = await self._receive(family, delivery_key(family, body), body, event_name(family, body))
        _log.info("webhook stored", channel=family.value, new=new, bytes=len(body))
        self._tally.received(family, new=new)
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
