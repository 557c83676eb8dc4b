from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from tiktok_simulator.open.admission import authorised, error_data, fault_before, rate_limited, scope_missing
from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.envelope import Refusal, answered, not_here, refused

if TYPE_CHECKING:
    from tiktok_simulator.http.endpoints import Handler
    from tiktok_simulator.simulator import Simulator

PUBLISH = "video.publish"
UPLOAD = "video.upload"

# None is an answer without `data`.
PostingWork = Callable[[Call], dict[str, Any] | None]


def posting_endpoint(simulator: "Simulator", name: str, *, scopes: frozenset[str], work: PostingWork) -> "Handler":
    """A POST of the Content Posting API: token 401, rate 429, scope 401, then its own work.

    Any one of `scopes` admits. The minute is counted for each user of each app, whichever of the user's tokens is used.
    """

    def handle(request: Request, body: bytes) -> Response:
        if request.method != "POST":
            return not_here(simulator)
        try:
            fault_before(simulator, name)
            token, app = authorised(simulator, request)
            now = simulator.clock.now()
            if not simulator.posting.admit(name, app.client_key, token.creator, now):
                raise rate_limited()
            if not scopes & set(token.scopes):
                raise scope_missing(app)
            creator = simulator.world.creator(token.creator)
            data = work(Call(simulator, name, request, body, app, creator, token.scopes, [], now))
        except Refusal as refusal:
            return refused(simulator, refusal, error_data=error_data(simulator, request))
        if simulator.faults.strike("missing_data", name) is not None:
            data = None
        return answered(simulator, data)

    return handle
