"""One id per request, which the caller, the answer and every log line share."""

import re
from collections.abc import MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
SAFE = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIds:
    """ASGI middleware: takes the caller's `X-Request-ID` if it is 1 to 64 safe characters, else makes one.

    The id is returned in the same header, bound for structlog as `request_id`, and kept in the request's state. Applied
    twice, the second does nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or "request_id" in _state(scope):
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        # An id with other characters could forge log lines, so it is replaced and not cleaned.
        request_id = given if SAFE.fullmatch(given) else uuid4().hex
        _state(scope)["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.accept"}:
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, receive, send_with_id)


def request_id_of(scope: Scope) -> str:
    """The id that `RequestIds` has given this request."""
    request_id: str = _state(scope)["request_id"]
    return request_id


def _state(scope: Scope) -> MutableMapping[str, Any]:
    state: MutableMapping[str, Any] = scope.setdefault("state", {})
    return state
