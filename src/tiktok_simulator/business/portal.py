"""The portal's consent page: a person, or a scripted consent, lets an app reach advertisers and TikTok One accounts."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tiktok_simulator.apps import BusinessApp
from tiktok_simulator.business.brand_tokens import CODE_LIFE, Granted
from tiktok_simulator.redirects import is_registered

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

PATH = "/portal/auth"


def consent_page(simulator: "Simulator", request: Request, _body: bytes) -> Response:
    """GET /portal/auth: asks, or redirects at once when a script has answered (or the form came back).

    A scripted consent's `scopes`, if given, are the TikTok One accounts it ticks.
    """
    query = request.query_params
    app = simulator.apps.business_app(query.get("app_id", ""))
    redirect_uri = query.get("redirect_uri", "")
    if app is None:
        return _error("This app does not exist.")
    if not is_registered(app.advertiser_redirect_uris, redirect_uri):
        return _error("redirect_uri is not registered for this app.")
    state = query.get("state", "")
    scripted = simulator.consents.next("portal")
    decision = query.get("decision") if scripted is None else ("approve" if scripted.approve else "deny")
    if decision == "deny":
        simulator.ledger.record("consent_refused", app_id=app.app_id)
        return _back(redirect_uri, {"error": "access_denied", "state": state})
    if decision == "approve":
        ticked = query.getlist("account") if scripted is None else scripted.scopes
        return _back(redirect_uri, {"auth_code": _code(simulator, app, ticked), "state": state})
    return HTMLResponse(_page(simulator, app, dict(query)))


def _code(simulator: "Simulator", app: BusinessApp, ticked: Sequence[str] | None) -> str:
    accounts = [one.tto_tcm_account_id for one in simulator.apps.tto_accounts]
    granted = Granted(
        app_id=app.app_id,
        advertiser_ids=tuple(one.advertiser_id for one in simulator.apps.advertisers),
        account_ids=tuple(one for one in accounts if ticked is None or one in ticked),
    )
    code = simulator.digest("brand code", simulator.number_id()).hex()[:40]
    simulator.ledger.record("consent_given", app_id=app.app_id, tto_tcm_account_ids=list(granted.account_ids))
    simulator.market.brand_tokens.keep_code(code, granted, simulator.clock.now() + CODE_LIFE)
    return code


def _back(redirect_uri: str, parameters: dict[str, str]) -> Response:
    joint = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(f"{redirect_uri}{joint}{urlencode(parameters)}", status_code=302)


def _error(message: str) -> Response:
    return HTMLResponse(f"<!doctype html><title>TikTok for Business</title><h1>{escape(message)}</h1>", 400)


def _page(simulator: "Simulator", app: BusinessApp, query: dict[str, str]) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in query.items()
        if name in {"app_id", "state", "redirect_uri", "rid"}
    )
    accounts = "".join(
        f'<p><label><input type="checkbox" name="account" value="{one.tto_tcm_account_id}" checked> '
        f"{escape(one.name)} ({one.country})</label></p>"
        for one in simulator.apps.tto_accounts
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>TikTok for Business (simulated)</title>'
        f"<h1>{escape(app.name)} asks for access</h1><p>Advertisers, and these TikTok One accounts:</p>"
        f'<form method="get">{hidden}{accounts}'
        '<button name="decision" value="approve">Confirm</button> '
        '<button name="decision" value="deny">Cancel</button></form></html>'
    )
