"""www.tiktok.com/v2/auth/authorize/: the consent of a TikTok account holder, for both API families."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tiktok_simulator.apps import BusinessApp, OpenApp
from tiktok_simulator.consents import ScriptedConsent
from tiktok_simulator.open.authorize_request import AuthorizeRefusal, AuthorizeRequest, authorize_request
from tiktok_simulator.open.pages import consent_page, refusal_page
from tiktok_simulator.world import Creator

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_SESSION = "tiktok_session"
_ALWAYS_GRANTED = "user.info.basic"
_SUGGESTED = 50


def authorize(simulator: "Simulator", request: Request, body: bytes) -> Response:
    """GET shows the page, or answers at once for a known session or by script; POST is a person's answer."""
    query = dict(parse_qsl(request.url.query, keep_blank_values=True))
    try:
        asked = authorize_request(simulator, query)
        if request.method == "POST":
            return _answered_by_person(simulator, asked, request, body)
        return _put_to_person(simulator, asked, request)
    except AuthorizeRefusal as refusal:
        return HTMLResponse(refusal_page(refusal), status_code=400)


def _put_to_person(simulator: "Simulator", asked: AuthorizeRequest, request: Request) -> Response:
    script = simulator.consents.next("login")
    if script is not None:
        return _answered_by_script(simulator, asked, request, script)
    known = simulator.world.by_handle(request.cookies.get(_SESSION, ""))
    if known is not None and not asked.always_ask and set(asked.scopes) <= _granted(simulator, asked.app, known):
        return _approved(simulator, asked, known, asked.scopes)
    return _page(simulator, asked, request, handle="" if known is None else known.handle)


def _granted(simulator: "Simulator", app: OpenApp | BusinessApp, person: Creator) -> frozenset[str]:
    """What the person has consented to before, and not taken back."""
    if isinstance(app, OpenApp):
        return simulator.grants.granted(app.key, person.number)
    return simulator.market.creator_tokens.granted(app.key, person.number, simulator.clock.now())


def _answered_by_person(simulator: "Simulator", asked: AuthorizeRequest, request: Request, body: bytes) -> Response:
    pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    form = dict(pairs)
    if form.get("decision") != "authorize":
        return _denied(simulator, asked)
    handle = form.get("handle", "").strip().removeprefix("@")
    creator = simulator.world.by_handle(handle)
    if creator is None:
        return _page(simulator, asked, request, handle=handle, message="There is no such TikTok account.")
    ticked = {value for name, value in pairs if name == "scopes"}
    return _approved(simulator, asked, creator, _kept(asked.scopes, ticked))


def _answered_by_script(
    simulator: "Simulator", asked: AuthorizeRequest, request: Request, script: ScriptedConsent
) -> Response:
    if not script.approve:
        return _denied(simulator, asked)
    handle = script.handle or request.cookies.get(_SESSION) or simulator.world.creator(0).handle
    creator = simulator.world.by_handle(handle)
    if creator is None:
        return _page(simulator, asked, request, handle=handle, message="There is no such TikTok account.")
    ticked = set(asked.scopes) if script.scopes is None else set(script.scopes)
    return _approved(simulator, asked, creator, _kept(asked.scopes, ticked))


def _approved(simulator: "Simulator", asked: AuthorizeRequest, creator: Creator, scopes: tuple[str, ...]) -> Response:
    if not scopes:
        return _denied(simulator, asked)
    _check_sandbox(asked, creator)
    code = simulator.codes.issue(
        client_key=asked.app.key,
        creator=creator.number,
        scopes=scopes,
        redirect_uri=asked.redirect_uri,
        challenge=asked.challenge,
    )
    simulator.ledger.record("consent_given", client_key=asked.app.key, handle=creator.handle, scopes=list(scopes))
    answer = {"code": code.value, "scopes": ",".join(scopes), "state": asked.state}
    response = _back(asked, answer)
    response.set_cookie(_SESSION, creator.handle, path="/www", httponly=True, samesite="lax")
    return response


def _denied(simulator: "Simulator", asked: AuthorizeRequest) -> Response:
    simulator.ledger.record("consent_refused", client_key=asked.app.key)
    words = "User denied the authorization"
    return _back(asked, {"error": "access_denied", "error_description": words, "state": asked.state})


def _back(asked: AuthorizeRequest, answer: dict[str, str]) -> RedirectResponse:
    # Everything is percent-encoded, `*` and `!` too, as they arrive from TikTok.
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in answer.items())
    response = RedirectResponse("/", status_code=303)
    # Set by hand: the redirect URI is to come back byte for byte as it was asked for.
    response.headers["location"] = f"{asked.redirect_uri}?{query}"
    return response


def _kept(asked: tuple[str, ...], ticked: set[str]) -> tuple[str, ...]:
    """The asked scopes that stayed ticked; the basic one cannot be unticked."""
    return tuple(scope for scope in asked if scope in ticked or scope == _ALWAYS_GRANTED)


def _check_sandbox(asked: AuthorizeRequest, creator: Creator) -> None:
    app = asked.app
    if isinstance(app, OpenApp) and app.switches.sandbox == "on" and creator.handle not in app.target_users:
        raise AuthorizeRefusal("non_sandbox_target", error="non_sandbox_target")


def _page(
    simulator: "Simulator", asked: AuthorizeRequest, request: Request, *, handle: str, message: str = ""
) -> Response:
    page = consent_page(
        action=f"{request.url.path}?{request.url.query}",
        app_name=asked.app.name,
        scopes=[(scope, scope != _ALWAYS_GRANTED) for scope in asked.scopes],
        handle=handle,
        suggestions=[creator.handle for creator in simulator.world.creators[:_SUGGESTED]],
        message=message,
    )
    return HTMLResponse(page, status_code=400 if message else 200)
