from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.open.envelope import Refusal, answered, not_here, refused
from tiktok_simulator.open.fields import requested_fields
from tiktok_simulator.open.grants import Token
from tiktok_simulator.world import Creator

if TYPE_CHECKING:
    from tiktok_simulator.http.endpoints import Handler
    from tiktok_simulator.simulator import Simulator


@dataclass(frozen=True, slots=True)
class Call:
    """One admitted request: whose it is and what it asks, past every check that is alike for all endpoints."""

    simulator: "Simulator"
    name: str
    request: Request
    body: bytes
    app: OpenApp
    creator: Creator
    scopes: tuple[str, ...]
    fields: list[str]
    now: float

    def invalid(self, message: str) -> Refusal:
        """A refusal of the parameters, under the name this app gets to see."""
        return Refusal(self.app.switches.invalid_param_name, 400, message)

    def strikes(self, fault: str) -> bool:
        return self.simulator.faults.strike(fault, self.name) is not None


Work = Callable[[Call], dict[str, Any]]


def data_endpoint(
    simulator: "Simulator", name: str, *, method: str, fields: Mapping[str, str], work: Work
) -> "Handler":
    """A data endpoint: method 404, token 401, rate 429, scope 401, parameters 400, then its own work.

    `fields` maps each field that may be asked for to the scope it needs.
    """

    def handle(request: Request, body: bytes) -> Response:
        if request.method != method:
            return not_here(simulator)
        error_data = "empty"
        try:
            _fault_before(simulator, name)
            token, app = _authorised(simulator, request)
            error_data = app.switches.error_data
            creator = simulator.world.creator(token.creator)
            asked, now = requested_fields(request), simulator.clock.now()
            call = Call(simulator, name, request, body, app, creator, token.scopes, asked, now)
            _check(call, fields)
            data: dict[str, Any] | None = work(call)
        except Refusal as refusal:
            return refused(simulator, refusal, error_data=error_data)
        if simulator.faults.strike("missing_data", name) is not None:
            data = None
        return answered(simulator, data)

    return handle


def _authorised(simulator: "Simulator", request: Request) -> tuple[Token, OpenApp]:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    token = simulator.grants.access(value) if scheme == "Bearer" else None
    app = None if token is None else simulator.apps.open_app(token.client_key)
    if token is None or app is None:
        raise _token_invalid()
    return token, app


def _check(call: Call, known: Mapping[str, str]) -> None:
    if not call.simulator.display_limits.admit(f"{call.app.client_key} {call.name}", call.now):
        raise _rate_limited()
    wanted = {known[field] for field in call.fields if field in known}
    # Without a single known field, any scope of the endpoint admits to the check of the parameters.
    if not (wanted <= set(call.scopes) if wanted else set(known.values()) & set(call.scopes)):
        raise _scope_missing(call.app)
    if not call.fields:
        raise call.invalid("The fields parameter is required.")
    unknown = [field for field in call.fields if field not in known]
    if unknown:
        raise call.invalid(f"Unknown fields: {', '.join(unknown)}.")


def _fault_before(simulator: "Simulator", name: str) -> None:
    if simulator.faults.strike("internal_error", name) is not None:
        raise Refusal("internal_error", 500, "Internal error, please try again later.")
    if simulator.faults.strike("token_rejected", name) is not None:
        raise _token_invalid()
    if simulator.faults.strike("rate_limited", name) is not None:
        raise _rate_limited()
    unknown = simulator.faults.strike("unknown_error_code", name)
    if unknown is not None:
        code, status = str(unknown.get("code", "mystery_error")), int(unknown.get("status", 400))
        raise Refusal(code, status, "Something nobody has documented.")


def _token_invalid() -> Refusal:
    return Refusal("access_token_invalid", 401, "The access token is invalid or not found in the request.")


def _rate_limited() -> Refusal:
    return Refusal("rate_limit_exceeded", 429, "rate limit exceeded")


def _scope_missing(app: OpenApp) -> Refusal:
    if app.switches.missing_scope_code == "scope_permission_missed":
        return Refusal("scope_permission_missed", 400, "Some fields need additional scopes.")
    return Refusal(
        "scope_not_authorized",
        401,
        "The user did not authorize the scope required for completing this request.",
    )
