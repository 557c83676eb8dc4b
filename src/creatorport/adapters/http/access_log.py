"""One log line per HTTP request, and a last net for exceptions."""

import time

import structlog
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from creatorport.adapters.http import pages
from creatorport.adapters.http.graphql.negotiation import accepts
from creatorport.adapters.http.graphql.request_ids import request_id_of
from creatorport.adapters.observability.causes import told
from creatorport.domain.errors import StorageUnavailable

_QUIET = {"/healthz", "/readyz", "/metrics"}
_APOLOGIES = {
    503: ("STORAGE_UNAVAILABLE", "Not available right now", "Please try again in a moment."),
    500: ("INTERNAL", "Something went wrong", "It is not your fault. Please try again in a moment."),
}
_log = structlog.get_logger(__name__)


class AccessLog:
    """ASGI middleware below RequestIds. Logs the path without its query, which may hold codes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            if status:
                raise
            status = 503 if isinstance(error, StorageUnavailable) else 500
            _log.error("request failed", path=_path(scope), **told(error))
            await _apology(scope, status)(scope, receive, send)
        finally:
            if scope["path"] not in _QUIET:
                _log.info(
                    "request",
                    method=scope["method"],
                    path=_path(scope),
                    status=status,
                    milliseconds=round((time.perf_counter() - started) * 1000, 1),
                )


def _path(scope: Scope) -> str:
    """Return the path as it may be logged: what follows these is a secret that opens something."""
    path: str = scope["path"]
    secret = next((page for page in ("/connect/", "/join/") if path.startswith(page)), None)
    return path if secret is None else f"{secret}…"


def _apology(scope: Scope, status: int) -> Response:
    """Return a page for whoever has a browser, JSON for programs."""
    code, title, text = _APOLOGIES[status]
    request_id = request_id_of(scope)
    if accepts(Headers(scope=scope).get("accept")).html:
        return pages.failed(title, text, request_id, status=status)
    body = {"error": {"code": code, "message": f"{title}. {text}", "requestId": request_id}}
    return JSONResponse(body, status_code=status, headers=pages.HEADERS)
