"""`PUT /media`: a video comes in as it streams, and is kept until it is published."""

from collections.abc import Awaitable, Callable, Mapping

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from creatorport.adapters.http.graphql.refusals import ISSUER_AWAY, ISSUER_UNREACHABLE
from creatorport.adapters.identity.bearer import Identity, IssuerUnreachable, NoBearerToken, NotAuthenticated, challenge
from creatorport.adapters.identity.jwks import RETRY_AFTER
from creatorport.application.use_cases.keep_media import KeepMediaCommand
from creatorport.domain.errors import MediaNotTaken, MediaTooLarge, NotAllowed, Refusal
from creatorport.domain.publishing.media import Media

Identify = Callable[[str | None], Awaitable[Identity]]
Keep = Callable[[KeepMediaCommand], Awaitable[Media]]

_STATUS = {MediaTooLarge: 413, MediaNotTaken: 415, NotAllowed: 403}
# What is left of a body that is not wanted is not read: the connection ends with the answer.
_HEADERS = {"Cache-Control": "no-store", "Connection": "close"}
_log = structlog.get_logger(__name__)


class MediaIntake:
    """Takes one file per request, of a member who may publish. `media_id` writes a file's id as the graph does."""

    def __init__(self, identify: Identify, keep: Keep, media_id: Callable[[str], str]) -> None:
        self._identify = identify
        self._keep = keep
        self._media_id = media_id

    async def answer(self, request: Request) -> Response:
        try:
            identity = await self._identify(request.headers.get("authorization"))
        except NotAuthenticated as error:
            www_authenticate = challenge(given=not isinstance(error, NoBearerToken))
            return _refused("UNAUTHENTICATED", "Sign in first.", 401, {"WWW-Authenticate": www_authenticate})
        except IssuerUnreachable:
            return _refused(ISSUER_UNREACHABLE, ISSUER_AWAY, 503, {"Retry-After": str(RETRY_AFTER)})
        try:
            media = await self._keep(KeepMediaCommand(identity.member, request.stream(), _declared(request)))
        except ClientDisconnect:
            _log.info("media cut off")
            return Response(status_code=400)
        except Refusal as refusal:
            return _refused(refusal.code, refusal.message, _STATUS.get(type(refusal), 400))
        _log.info("media kept", bytes=media.size, kind=media.kind.value)
        shown = {"id": self._media_id(media.id), "contentType": media.kind.value, "bytes": str(media.size)}
        return JSONResponse({"media": shown}, status_code=201, headers={"Cache-Control": "no-store"})


def _declared(request: Request) -> int | None:
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else None


def _refused(code: str, message: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    _log.info("media refused", reason=code)
    shown = {"error": {"code": code, "message": message}}
    return JSONResponse(shown, status_code=status, headers={**_HEADERS, **(headers or {})})
