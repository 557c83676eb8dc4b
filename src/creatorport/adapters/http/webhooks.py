"""Webhooks in: verify the raw bytes, store, answer. Everything else is a job's work."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from creatorport.application.ports.inbox import Channel

Receive = Callable[[Channel, str, bytes], Awaitable[bool]]

_LARGEST = 2 * 1024 * 1024
_log = structlog.get_logger(__name__)


class Verify(Protocol):
    """Checks a delivery's signature, and names the delivery for the sake of repeats."""

    def __call__(self, headers: Mapping[str, str], body: bytes) -> "str | Rejected": ...


class Rejected:
    """A delivery that is not TikTok's, or not for us. `code` is shown: it helps nobody to forge one."""

    def __init__(self, code: str) -> None:
        self.code = code


class WebhookIntake:
    """One webhook address. Answers 200 to what is stored, also to a repeat; anything else makes TikTok try again."""

    def __init__(self, channel: Channel, verify: Verify, receive: Receive) -> None:
        self._channel = channel
        self._verify = verify
        self._receive = receive

    async def __call__(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return JSONResponse({"error": {"code": "BODY_TOO_LARGE"}}, status_code=413)
        verified = self._verify(request.headers, body)
        if isinstance(verified, Rejected):
            _log.warning("webhook rejected", channel=self._channel.value, reason=verified.code, bytes=len(body))
            return JSONResponse({"error": {"code": verified.code}}, status_code=401)
        new = await self._receive(self._channel, verified, body)
        _log.info("webhook stored", channel=self._channel.value, new=new, bytes=len(body))
        return JSONResponse({"stored": True})


async def _body(request: Request) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > _LARGEST:
                return None
            chunks.append(chunk)
    except ClientDisconnect:
        # Half a body verifies as nothing; TikTok sends it again.
        return b""
    return b"".join(chunks)
