from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp

from tiktok_simulator.business.routes import routes as business_routes
from tiktok_simulator.http.connection import DropConnections
from tiktok_simulator.http.media import image
from tiktok_simulator.open.routes import open_routes, www_routes
from tiktok_simulator.posting.routes import posting_routes
from tiktok_simulator.serving.control.routes import control_routes
from tiktok_simulator.serving.courier import Courier
from tiktok_simulator.serving.running import running
from tiktok_simulator.simulator import Simulator
from tiktok_simulator.state_file import StateFile


def create_app(
    simulator: Simulator,
    *,
    state_file: StateFile | None = None,
    webhook_transport: httpx.AsyncBaseTransport | None = None,
) -> ASGIApp:
    """The whole simulated TikTok on one origin, each of its hosts below a path of its own.

    Without a running lifespan (called in process) nothing happens between requests: what is due runs before each
    request, and webhooks go out when the clock is moved with `settle`.
    """
    courier = Courier(simulator, webhook_transport)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with running(simulator, courier, state_file):
            yield

    cdn = Route("/cdn/{path:path}", simulator.http.endpoint("/cdn/", partial(image, simulator)))
    app = Starlette(
        routes=[
            *control_routes(simulator, courier),
            *www_routes(simulator),
            *posting_routes(simulator),
            *open_routes(simulator),
            cdn,
            # A path without its final slash is another path, as on TikTok: 404, not a redirect.
            Mount("/business", app=Router(business_routes(simulator), redirect_slashes=False)),
        ],
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return DropConnections(app)
