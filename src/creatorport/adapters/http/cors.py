"""Which pages of other origins may call us, and telling the operator of those that may not."""

from collections.abc import Sequence

import structlog
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp
from typing_extensions import override

REMEDY = "To let it call, name it in CREATORPORT_ALLOWED_ORIGINS."
_REFUSED = "Pages of this origin may not call this gateway. Its operator can allow it in CREATORPORT_ALLOWED_ORIGINS."
_LONGEST = 200
_MOST_TOLD = 100
_log = structlog.get_logger(__name__)


class Cors(CORSMiddleware):
    """Answers what a browser asks before it lets a page call.

    A page that is refused is not told why, nor is its author: browsers say only that the request failed. So each
    foreign origin is logged once, up to a hundred of them.
    """

    def __init__(self, app: ASGIApp, allowed_origins: Sequence[str]) -> None:
        super().__init__(
            app,
            allow_origins=list(allowed_origins),
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID", "X-GraphQL-Cost"],
            expose_headers=["X-Request-ID"],
        )
        self._told: set[str] = set()

    @override
    def preflight_response(self, request_headers: Headers) -> Response:
        origin = request_headers["origin"]
        if self.is_allowed_origin(origin):
            return super().preflight_response(request_headers)
        self._tell(origin[:_LONGEST])
        return PlainTextResponse(_REFUSED, status_code=400, headers=dict(self.preflight_headers))

    def _tell(self, origin: str) -> None:
        if origin in self._told or len(self._told) >= _MOST_TOLD:
            return
        self._told.add(origin)
        _log.warning("a page of a foreign origin was refused", origin=origin, remedy=REMEDY)
