"""Where TikTok sends the browser back: the end of a consent round trip, for people and for programs."""

import html
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from creatorport.application.use_cases.finish_connect import Callback, ConnectFinished
from creatorport.domain.connecting import ConnectTarget
from creatorport.domain.errors import ConsentDeclined, CreatorportError, Refusal, StateUnknown, TikTokError
from creatorport.domain.secret import Secret

Finish = Callable[[Callback], Awaitable[ConnectFinished]]

_LONGEST = 4096
_HEADERS = {
    # The address holds a code: it must not travel on, be kept, or be framed.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1rem;color:#222}}</style>
<h1>{title}</h1><p>{text}</p><p>You can close this window.</p></html>"""
_log = structlog.get_logger(__name__)


class OAuthCallback:
    """`GET /oauth/tiktok/callback`, for both kinds of consent: the state tells which one it is."""

    def __init__(self, finish: Finish, account_id: Callable[[str], str]) -> None:
        """`account_id` writes an account's id as the graph does."""
        self._finish = finish
        self._account_id = account_id

    async def answer(self, request: Request) -> Response:
        try:
            finished = await self._finish(_callback(request))
        except (Refusal, TikTokError) as error:
            _log.info("connection not finished", outcome=error.code)
            return _refused(request, error)
        return self._finished(request, finished)

    def _finished(self, request: Request, finished: ConnectFinished) -> Response:
        if _wants_json(request):
            account_id = None if finished.account_id is None else self._account_id(finished.account_id)
            body = {"connected": {"target": finished.target.value, "accountId": account_id, "name": finished.name}}
            return JSONResponse(body, headers=_HEADERS)
        what = "TikTok account @" if finished.target is ConnectTarget.ACCOUNT else "TikTok One account "
        page = _PAGE.format(title="Connected", text=f"The {what}{html.escape(finished.name)} is connected.")
        return HTMLResponse(page, headers=_HEADERS)


def _callback(request: Request) -> Callback:
    query = request.query_params
    state = query.get("state", "")
    if not state or len(state) > _LONGEST:
        raise StateUnknown
    # The framework has decoded the query once; decoding the code again would break it.
    code = query.get("code") or query.get("auth_code")
    error = query.get("error") or query.get("error_type") or query.get("errCode")
    return Callback(state, Secret(code) if code else None, error[:200] if error else None)


def _refused(request: Request, error: CreatorportError) -> Response:
    status = 502 if isinstance(error, TikTokError) else 400
    message = str(error)
    if _wants_json(request):
        body = {"error": {"code": error.code, "message": message}}
        return JSONResponse(body, status_code=status, headers=_HEADERS)
    title = "Connection cancelled" if isinstance(error, ConsentDeclined) else "Not connected"
    page = _PAGE.format(title=title, text=f"{html.escape(message)} ({error.code})")
    # Declining is a choice, not a failure.
    return HTMLResponse(page, status_code=200 if isinstance(error, ConsentDeclined) else status, headers=_HEADERS)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
