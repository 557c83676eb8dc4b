"""What answers under /www and /open, paths as on the real hosts."""

from functools import partial
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tiktok_simulator.open.authorize import authorize
from tiktok_simulator.open.data_endpoint import data_endpoint
from tiktok_simulator.open.envelope import not_here
from tiktok_simulator.open.fields import USER_FIELDS, VIDEO_FIELDS
from tiktok_simulator.open.oauth_form import oauth_endpoint
from tiktok_simulator.open.oembed import oembed
from tiktok_simulator.open.token import REVOKE_PATH, TOKEN_PATH, issue_token, revoke_token
from tiktok_simulator.open.user_info import user_info
from tiktok_simulator.open.videos import video_list, video_query

if TYPE_CHECKING:
    from tiktok_simulator.http.endpoints import Handler
    from tiktok_simulator.simulator import Simulator

# Every method reaches the handler, which answers a wrong one with TikTok's 404 instead of HTTP's 405.
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def www_routes(simulator: "Simulator") -> list[Route]:
    page = partial(authorize, simulator)
    return [
        _route(simulator, "/www/v2/auth/authorize/", _only(page, "GET", "POST")),
        # API for Business documents its account holders' URL without the final slash; nothing else may.
        _route(simulator, "/www/v2/auth/authorize", _only(_business_only(simulator, page), "GET", "POST")),
        _route(simulator, "/www/oembed", _only(partial(oembed, simulator), "GET")),
    ]


def open_routes(simulator: "Simulator") -> list[Route]:
    handlers: dict[str, Handler] = {
        TOKEN_PATH: oauth_endpoint(simulator, TOKEN_PATH, partial(issue_token, simulator)),
        REVOKE_PATH: oauth_endpoint(simulator, REVOKE_PATH, partial(revoke_token, simulator)),
    }
    for path, method, fields, work in (
        ("/open/v2/user/info/", "GET", USER_FIELDS, user_info),
        ("/open/v2/video/list/", "POST", VIDEO_FIELDS, video_list),
        ("/open/v2/video/query/", "POST", VIDEO_FIELDS, video_query),
    ):
        handlers[path] = data_endpoint(simulator, path, method=method, fields=fields, work=work)
    known = [_route(simulator, path, handler) for path, handler in handlers.items()]
    return [*known, _route(simulator, "/open/{path:path}", lambda _request, _body: not_here(simulator))]


def _route(simulator: "Simulator", path: str, handler: "Handler") -> Route:
    return Route(path, simulator.http.endpoint(path, handler), methods=_METHODS)


def _only(handler: "Handler", *methods: str) -> "Handler":
    def handle(request: Request, body: bytes) -> Response:
        return handler(request, body) if request.method in methods else _no_page()

    return handle


def _business_only(simulator: "Simulator", handler: "Handler") -> "Handler":
    def handle(request: Request, body: bytes) -> Response:
        app = simulator.apps.business_app(request.query_params.get("client_key", ""))
        return _no_page() if app is None else handler(request, body)

    return handle


def _no_page() -> Response:
    return PlainTextResponse("Not Found", status_code=404)
