"""What both OAuth endpoints ask before anything else: a form, and an app that proves itself."""

import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.open.envelope import OAuthRefusal, Refusal, not_here, oauth_refused, refused

if TYPE_CHECKING:
    from tiktok_simulator.http.endpoints import Handler
    from tiktok_simulator.simulator import Simulator

Form = dict[str, str]
Work = Callable[[OpenApp, Form], Response]


def oauth_endpoint(simulator: "Simulator", name: str, work: Work) -> "Handler":
    """POST with a form and a proven app; any refusal becomes the flat answer, with the app's HTTP status."""

    def handle(request: Request, body: bytes) -> Response:
        if request.method != "POST":
            return not_here(simulator)
        fault = _faulty_answer(simulator, name)
        if fault is not None:
            return fault
        form: Form = {}
        try:
            form = _form(request, body)
            return work(_proven_app(simulator, form), form)
        except OAuthRefusal as refusal:
            app = simulator.apps.open_app(form.get("client_key", ""))
            status = 200 if app is None else int(app.switches.oauth_error_http)
            return oauth_refused(simulator, refusal, status=status)

    return handle


def needed(form: Form, name: str) -> str:
    """The field's value; a missing or empty one is `invalid_request`."""
    value = form.get(name, "")
    if not value:
        raise malformed()
    return value


def malformed() -> OAuthRefusal:
    return OAuthRefusal("invalid_request", "The request parameters are malformed.")


def _form(request: Request, body: bytes) -> Form:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/x-www-form-urlencoded":
        raise malformed()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body), errors="strict")
    except ValueError as error:
        raise malformed() from error
    form = dict(pairs)
    if len(form) < len(pairs):
        raise malformed()
    return form


def _proven_app(simulator: "Simulator", form: Form) -> OpenApp:
    client_key = needed(form, "client_key")
    secret = form.get("client_secret", "")
    if not secret:
        raise OAuthRefusal("invalid_request", "Client secret is missed in request.")
    app = simulator.apps.open_app(client_key)
    if app is None or not hmac.compare_digest(app.client_secret.encode(), secret.encode()):
        raise OAuthRefusal("invalid_client", "Client key and secret do not match.")
    return app


def _faulty_answer(simulator: "Simulator", name: str) -> Response | None:
    fault = simulator.faults.strike("oauth_error_200", name)
    if fault is not None:
        refusal = OAuthRefusal(str(fault.get("error", "server_error")), "Something went wrong.")
        return oauth_refused(simulator, refusal, status=200)
    if simulator.faults.strike("oauth_envelope_error", name) is not None:
        return refused(simulator, Refusal("internal_error", 500, "Internal error."))
    return None
