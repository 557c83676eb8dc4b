"""What every data endpoint asks before its own work: faults, a token, a scope; and how it says no."""

from typing import TYPE_CHECKING

from starlette.requests import Request

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.open.envelope import Refusal
from tiktok_simulator.open.grants import Token

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def authorised(simulator: "Simulator", request: Request) -> tuple[Token, OpenApp]:
    """The live token of the header and its app; raises `Refusal`."""
    token = simulator.grants.access(_bearer(request))
    app = None if token is None else simulator.apps.open_app(token.client_key)
    if token is None or app is None:
        raise _token_invalid()
    return token, app


def error_data(simulator: "Simulator", request: Request) -> str:
    """How the app of the header's token gets its refusals, if one knows the token, be it dead."""
    token = simulator.grants.held(_bearer(request))
    app = None if token is None else simulator.apps.open_app(token.client_key)
    return "empty" if app is None else app.switches.error_data


def fault_before(simulator: "Simulator", name: str) -> None:
    """Raise what an armed fault wants; nothing is applied then."""
    if simulator.faults.strike("internal_error", name) is not None:
        raise Refusal("internal_error", 500, "Internal error, please try again later.")
    if simulator.faults.strike("token_rejected", name) is not None:
        raise _token_invalid()
    if simulator.faults.strike("rate_limited", name) is not None:
        raise rate_limited()
    unknown = simulator.faults.strike("unknown_error_code", name)
    if unknown is not None:
        code, status = str(unknown.get("code", "mystery_error")), int(unknown.get("status", 400))
        raise Refusal(code, status, "Something nobody has documented.")


def _bearer(request: Request) -> str:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value if scheme == "Bearer" else ""


def rate_limited() -> Refusal:
    return Refusal("rate_limit_exceeded", 429, "rate limit exceeded")


def scope_missing(app: OpenApp) -> Refusal:
    if app.switches.missing_scope_code == "scope_permission_missed":
        return Refusal("scope_permission_missed", 400, "Some fields need additional scopes.")
    return Refusal(
        "scope_not_authorized",
        401,
        "The user did not authorize the scope required for completing this request.",
    )


def _token_invalid() -> Refusal:
    return Refusal("access_token_invalid", 401, "The access token is invalid or not found in the request.")
