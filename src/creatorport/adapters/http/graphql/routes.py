"""Everything that is served under `/graphql`, ready for a Starlette application."""

from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from creatorport.adapters.http.graphql.engine import Authenticate, Engine
from creatorport.adapters.http.graphql.graphiql_page import GraphiQLPage
from creatorport.adapters.http.graphql.http_endpoint import HttpEndpoint
from creatorport.adapters.http.graphql.lines import Lines
from creatorport.adapters.http.graphql.operations import Operations
from creatorport.adapters.http.graphql.request_ids import RequestIds
from creatorport.adapters.http.graphql.running import Runner
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.http.graphql.socket_endpoint import SocketEndpoint
from creatorport.adapters.http.graphql.subscriptions import Subscriptions


@dataclass(frozen=True, slots=True)
class GraphQLTransports:
    """The routes, and what the server needs to stop well."""

    routes: list[BaseRoute]
    lines: Lines
    subscriptions: Subscriptions

    async def drain(self) -> None:
        """Close every socket with 1012 and end every event stream. Call it before the server waits for its connections:
        an event stream would keep it waiting for ever.
        """
        await self.lines.drain()


def graphql_transports(engine: Engine, authenticate: Authenticate, settings: TransportSettings) -> GraphQLTransports:
    """`GET`, `POST` and WebSocket at `settings.path`, GraphiQL's assets below it, and `/schema.graphql`."""
    lines = Lines(settings.drain_timeout)
    operations = Operations(engine, settings.limits, introspection=settings.introspection)
    subscriptions = Subscriptions(engine)
    runner = Runner(engine, subscriptions, lines)
    assets = f"{settings.path}/assets"
    page = GraphiQLPage(assets) if settings.graphiql else None
    http = HttpEndpoint(
        operations=operations,
        runner=runner,
        authenticate=authenticate,
        lines=lines,
        settings=settings,
        page=page,
    )
    socket = SocketEndpoint(
        operations=operations, runner=runner, authenticate=authenticate, lines=lines, settings=settings
    )
    with_id = [Middleware(RequestIds)]
    routes: list[BaseRoute] = [
        Route(settings.path, http, middleware=with_id, name="graphql"),
        WebSocketRoute(settings.path, socket, middleware=with_id, name="graphql-socket"),
    ]
    if page is not None:
        routes.append(Route(f"{assets}/{{name}}", page.asset, name="graphiql-assets"))
    if settings.introspection:

        async def schema(_: Request) -> Response:
            return PlainTextResponse(engine.sdl, headers={"Cache-Control": "no-cache"})

        routes.append(Route("/schema.graphql", schema, name="schema"))
    return GraphQLTransports(routes, lines, subscriptions)
