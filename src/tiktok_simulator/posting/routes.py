"""What answers under /open/v2/post/publish and /upload, paths as on the real hosts."""

from functools import partial
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tiktok_simulator.posting.creator_info import creator_info
from tiktok_simulator.posting.endpoint import PUBLISH, UPLOAD, posting_endpoint
from tiktok_simulator.posting.inits import draft_video, post_photos, post_video
from tiktok_simulator.posting.paths import CANCEL, CREATOR_INFO, DRAFT_INIT, PHOTO_INIT, STATUS, VIDEO_INIT
from tiktok_simulator.posting.paths import UPLOAD as UPLOAD_PATH
from tiktok_simulator.posting.status import cancel, status
from tiktok_simulator.posting.upload import Chunk, upload

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
_EITHER = frozenset({PUBLISH, UPLOAD})


def posting_routes(simulator: "Simulator") -> list[Route]:
    """To be looked up before the routes of /open, which answer everything else below it with 404."""
    routes = []
    for path, scopes, work in (
        (CREATOR_INFO, frozenset({PUBLISH}), creator_info),
        (VIDEO_INIT, frozenset({PUBLISH}), post_video),
        (DRAFT_INIT, frozenset({UPLOAD}), draft_video),
        (PHOTO_INIT, _EITHER, post_photos),
        (STATUS, _EITHER, status),
        (CANCEL, _EITHER, cancel),
    ):
        handler = posting_endpoint(simulator, path, scopes=scopes, work=work)
        routes.append(Route(path, simulator.http.endpoint(path, handler), methods=_METHODS))
    taking = simulator.http.intake_endpoint(UPLOAD_PATH, partial(Chunk, simulator), partial(upload, simulator))
    routes.append(Route(UPLOAD_PATH, taking, methods=_METHODS))
    routes.append(Route("/upload/{path:path}", simulator.http.endpoint("/upload/", _nothing), methods=_METHODS))
    return routes


def _nothing(_request: Request, _body: bytes) -> Response:
    return PlainTextResponse("Not Found", status_code=404)
