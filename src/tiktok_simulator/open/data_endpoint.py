from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.open.admission import authorised, error_data, fault_before, rate_limited, scope_missing
from tiktok_simulator.open.envelope import Refusal, answered, not_here, refused
from tiktok_simulator.open.fields import requested_fields
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
        try:
            fault_before(simulator, name)
            token, app = authorised(simulator, request)
            creator = simulator.world.creator(token.creator)
            asked, now = requested_fields(request), simulator.clock.now()
            call = Call(simulator, name, request, body, app, creator, token.scopes, asked, now)
            _check(call, fields)
            data: dict[str, Any] | None = work(call)
        except Refusal as refusal:
            return refused(simulator, refusal, error_data=error_data(simulator, request))
        if simulator.faults.strike("missing_data", name) is not None:
            data = None
        return answered(simulator, data)

    return handle


def _check(call: Call, known: Mapping[str, str]) -> None:
    if not call.simulator.display_limits.admit(f"{call.app.client_key} {call.name}", call.now):
        raise rate_limited()
    wanted = {known[field] for field in call.fields if field in known}
    # Without a single known field, any scope of the endpoint admits to the check of the parameters.
    if not (wanted <= set(call.scopes) if wanted else set(known.values()) & set(call.scopes)):
        raise scope_missing(call.app)
    if not call.fields:
        raise call.invalid("The fields parameter is required.")
    unknown = [field for field in call.fields if field not in known]
    if unknown:
        raise call.invalid(f"Unknown fields: {', '.join(unknown)}.")
