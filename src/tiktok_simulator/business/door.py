"""The checks at the door, in TikTok's order: header, token, rate, permission; then the endpoint reads parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from tiktok_simulator.business.brand_tokens import Granted
from tiktok_simulator.business.calls import Answer, Call, answered, refused
from tiktok_simulator.business.creator_tokens import Lineage
from tiktok_simulator.business.parameters import Parameters
from tiktok_simulator.business.refusals import (
    NO_PERMISSION,
    TOKEN_EXPIRED,
    TOKEN_MISSING,
    RefusedError,
    invalid,
    wrong_token,
)
from tiktok_simulator.http.endpoints import Handler

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_SYSTEM_ERROR = 50000


class Token(Enum):
    """Which family of tokens an endpoint takes in its `Access-Token` header."""

    NONE = "none"
    BRAND = "brand"
    CREATOR = "creator"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`path` is relative to `/open_api/v1.3`; `assumed` ones exist only under the start-up switch.

    `organic` ones are the Accounts API, whose limits are counted per account besides.
    """

    method: str
    path: str
    answer: Answer
    token: Token = Token.BRAND
    scopes: frozenset[str] = field(default_factory=frozenset)
    form: bool = False
    assumed: bool = False
    organic: bool = False


def handler(simulator: "Simulator", endpoint: Endpoint, path: str) -> Handler:
    """`path` is the whole one, by which faults choose."""

    def handle(request: Request, body: bytes) -> Response:
        try:
            call = _admit(simulator, endpoint, request, body)
            fault = simulator.faults.strike("business_error", path)
            if fault is not None and not fault.get("applied"):
                raise _trouble(fault)
            data = endpoint.answer(call)
            if fault is not None:
                raise _trouble(fault)
            return answered(simulator, data)
        except RefusedError as refusal:
            return refused(simulator, refusal, path)

    return handle


def _trouble(fault: Mapping[str, Any]) -> RefusedError:
    return RefusedError(int(fault.get("code", _SYSTEM_ERROR)), str(fault.get("message", "System error.")))


def _admit(simulator: "Simulator", endpoint: Endpoint, request: Request, body: bytes) -> Call:
    now = simulator.clock.now()
    brand, lineage = None, None
    if endpoint.token is not Token.NONE:
        brand, lineage = _holder(simulator, request, now)
        _count(simulator, endpoint, brand or lineage, now)
    if endpoint.token is Token.BRAND and brand is None:
        raise RefusedError(NO_PERMISSION, "No permission: this endpoint takes an advertiser's token.")
    if endpoint.token is Token.CREATOR:
        if lineage is None:
            raise RefusedError(NO_PERMISSION, "No permission: this endpoint takes a TikTok account's token.")
        missing = sorted(endpoint.scopes - set(lineage.scopes))
        if missing:
            raise RefusedError(NO_PERMISSION, f"No permission: scope {', '.join(missing)} was not granted.")
    parameters = _read(endpoint, request, body)
    if endpoint.token is Token.NONE:
        _count_named(simulator, endpoint, parameters, now)
    return Call(simulator, request, parameters, now, brand, lineage)


def _holder(simulator: "Simulator", request: Request, now: float) -> tuple[Granted | None, Lineage | None]:
    """Whose token it is. The header is bare: a token behind `Bearer ` is simply not known."""
    value = request.headers.get("access-token", "")
    if not value:
        raise RefusedError(TOKEN_MISSING, "Access token is empty.")
    granted = simulator.market.brand_tokens.find(value)
    if granted is not None:
        return granted, None
    held = simulator.market.creator_tokens.by_access(value)
    if held is None:
        raise wrong_token()
    lineage, until = held
    if until <= now:
        raise RefusedError(TOKEN_EXPIRED, "Access token has expired.")
    return None, lineage


def _count(simulator: "Simulator", endpoint: Endpoint, holder: Granted | Lineage | None, now: float) -> None:
    """Calls with a token count for its app."""
    app = None if holder is None else simulator.apps.business_app(holder.app_id)
    if app is not None:
        simulator.market.rates.count(app.app_id, app.level, endpoint.path, now)
        if endpoint.organic and isinstance(holder, Lineage):
            simulator.market.rates.count_organic(app.app_id, app.level, endpoint.path, holder.open_id, now)


def _count_named(simulator: "Simulator", endpoint: Endpoint, parameters: Parameters, now: float) -> None:
    """Calls without a token count for the app that they name, proved or not."""
    named = parameters.maybe_text("app_id") or parameters.maybe_text("client_id") or ""
    app = simulator.apps.business_app(named)
    if app is not None:
        simulator.market.rates.count(app.app_id, app.level, endpoint.path, now)


def _read(endpoint: Endpoint, request: Request, body: bytes) -> Parameters:
    if endpoint.method == "GET":
        return Parameters.of_query(request.url.query)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if endpoint.form and content_type == "application/x-www-form-urlencoded":
        return Parameters.of_form(body)
    if content_type != "application/json":
        raise invalid("The request body must be application/json.")
    return Parameters.of_json(body)
