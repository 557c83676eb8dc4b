"""Where TikTok sends the browser back: the end of a consent round trip, for people and for programs."""

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from creatorport.adapters.http import pages
from creatorport.application.use_cases.finish_connect import Callback, ConnectFinished
from creatorport.domain.connecting import ConnectTarget
from creatorport.domain.errors import ConsentDeclined, CreatorportError, Refusal, StateUnknown, TikTokError
from creatorport.domain.landing import Landing
from creatorport.domain.secret import Secret

Finish = Callable[[Callback], Awaitable[ConnectFinished]]
Find = Callable[[str], Awaitable[Landing]]

CONNECTED = "CONNECTED"
_LONGEST = 4096
_AGAIN = "Go back to where you began, and start again: this sign-in is used up."
_log = structlog.get_logger(__name__)


class OAuthCallback:
    """`GET /oauth/tiktok/callback`, for both kinds of consent: the state tells which, and where to go then."""

    def __init__(self, finish: Finish, landing: Find, account_id: Callable[[str], str]) -> None:
        """`account_id` writes an account's id as the graph does."""
        self._finish = finish
        self._landing = landing
        self._account_id = account_id

    async def answer(self, request: Request) -> Response:
        landing = Landing()
        try:
            callback = _callback(request)
            landing = await self._landing(callback.state)
            finished = await self._finish(callback)
        except (Refusal, TikTokError) as error:
            _log.info("connection not finished", outcome=error.code)
            return _refused(request, error, landing)
        return self._finished(request, finished, landing)

    def _finished(self, request: Request, finished: ConnectFinished, landing: Landing) -> Response:
        if _wants_json(request):
            account_id = None if finished.account_id is None else self._account_id(finished.account_id)
            body = {"connected": {"target": finished.target.value, "accountId": account_id, "name": finished.name}}
            return JSONResponse(body, headers=pages.HEADERS)
        what = "TikTok account @" if finished.target is ConnectTarget.ACCOUNT else "TikTok One account "
        return _landed(landing, CONNECTED, "Connected", f"The {what}{finished.name} is connected.")


def _callback(request: Request) -> Callback:
    query = request.query_params
    state = query.get("state", "")
    if not state or len(state) > _LONGEST:
        raise StateUnknown
    # The framework has decoded the query once; decoding the code again would break it.
    code = query.get("code") or query.get("auth_code")
    error = query.get("error") or query.get("error_type") or query.get("errCode")
    return Callback(state, Secret(code) if code else None, error[:200] if error else None)


def _refused(request: Request, error: CreatorportError, landing: Landing) -> Response:
    status = 502 if isinstance(error, TikTokError) else 400
    told = f"{error.told} {_AGAIN}" if isinstance(error, TikTokError) else str(error)
    if _wants_json(request):
        body = {"error": {"code": error.code, "message": told}}
        return JSONResponse(body, status_code=status, headers=pages.HEADERS)
    declined = isinstance(error, ConsentDeclined)
    title = "Connection cancelled" if declined else "Not connected"
    # Declining is a choice, not a failure.
    return _landed(landing, error.code, title, f"{told} ({error.code})", status=200 if declined else status)


def _landed(landing: Landing, outcome: str, title: str, text: str, *, status: int = 200) -> Response:
    if landing.return_to is not None:
        return pages.returning(landing.return_to, outcome)
    if landing.opener is not None:
        message = {"type": "creatorport.connect", "outcome": outcome}
        return pages.messaging(title, text, message, origin=landing.opener)
    return pages.told(title, text, status=status)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
