"""`GET` and `POST /graphql`, as GraphQL over HTTP has them."""

from collections.abc import Callable, Mapping

import orjson
from graphql import OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from creatorport.adapters.http.graphql.answers import encode, encode_refusal, fault, note_refused, status
from creatorport.adapters.http.graphql.bodies import read_body
from creatorport.adapters.http.graphql.engine import Authenticate, AuthenticationFailed, Caller, IssuerAway, Operation
from creatorport.adapters.http.graphql.event_stream import EventStream
from creatorport.adapters.http.graphql.graphiql_page import GraphiQLPage
from creatorport.adapters.http.graphql.lines import Lines
from creatorport.adapters.http.graphql.negotiation import JSON, Accepts, accepts, require_json_content
from creatorport.adapters.http.graphql.operations import Operations
from creatorport.adapters.http.graphql.refusals import Refused, bad_request, issuer_away
from creatorport.adapters.http.graphql.request_ids import request_id_of
from creatorport.adapters.http.graphql.requests import GraphQLRequest, from_json, from_query
from creatorport.adapters.http.graphql.running import Runner
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.http.graphql.subscriptions import Listener
from creatorport.domain.errors import StorageUnavailable

COST_HEADER = "X-GraphQL-Cost"


class HttpEndpoint:
    """The ASGI application of the path."""

    def __init__(
        self,
        *,
        operations: Operations,
        runner: Runner,
        authenticate: Authenticate,
        lines: Lines,
        settings: TransportSettings,
        page: GraphiQLPage | None,
    ) -> None:
        self._operations = operations
        self._runner = runner
        self._authenticate = authenticate
        self._lines = lines
        self._settings = settings
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        wanted = accepts(request.headers.get("accept"))
        try:
            response = await self._respond(request, wanted)
        except ClientDisconnect:
            return
        except Refused as refused:
            response = _refusal(refused, wanted, request_id_of(scope))
        except Exception as error:  # noqa: BLE001  # no fault may pass as a page of the server's
            body = {"errors": [fault(error, request_id_of(scope))]}
            response = _json(orjson.dumps(body), wanted, 503 if isinstance(error, StorageUnavailable) else 500)
        await response(scope, receive, send)

    async def _respond(self, request: Request, wanted: Accepts) -> Response:
        if request.method not in {"GET", "HEAD", "POST"}:
            raise bad_request("Only GET and POST are allowed.", "METHOD_NOT_ALLOWED", 405, allow="GET, POST")
        reading = request.method != "POST"
        if reading and wanted.html and self._page is not None:
            return self._page.response(request)
        if wanted.json is None and not wanted.stream:
            raise bad_request("None of the accepted media types can be answered with.", "NOT_ACCEPTABLE", 406)
        if not reading:
            headers = request.headers
            require_json_content(headers.get("content-type"), headers.get("content-encoding"))
        caller = await self._caller(request)
        asked = await self._asked(request, reading=reading)
        try:
            operation = self._operations.prepare(asked)
        except Refused as refused:
            if wanted.stream_first:
                return self._stream(request, caller, _refusing(refused))
            raise
        if reading and operation.changes:
            raise bad_request("Mutations must be sent by POST.", "METHOD_NOT_ALLOWED", 405, allow="POST")
        return await self._answer(request, wanted, caller, operation)

    async def _caller(self, request: Request) -> Caller:
        try:
            return await self._authenticate(request, request.headers.get("authorization"))
        except AuthenticationFailed as failed:
            challenge = failed.challenge
            raise bad_request(failed.reason, "UNAUTHENTICATED", 401, www_authenticate=challenge) from failed
        except IssuerAway as away:
            raise issuer_away(away.retry_after) from away

    async def _asked(self, request: Request, *, reading: bool) -> GraphQLRequest:
        if reading:
            return from_query(request.query_params)
        limit = self._settings.limits.body_bytes
        return from_json(await read_body(request, limit, self._settings.body_timeout))

    async def _answer(self, request: Request, wanted: Accepts, caller: Caller, operation: Operation) -> Response:
        request_id = request_id_of(request.scope)
        subscribing = operation.kind is OperationType.SUBSCRIPTION
        if wanted.stream and (subscribing or wanted.stream_first):
            return self._stream(
                request, caller, lambda listener: self._runner.start(operation, caller, request_id, listener)
            )
        if subscribing:
            raise bad_request("Subscriptions need text/event-stream, or a WebSocket.", "NOT_ACCEPTABLE", 406)
        result = await self._runner.run(operation, caller, request_id)
        extensions: Mapping[str, object] = {}
        if request.headers.get(COST_HEADER, "").lower() == "true":
            extensions = {"cost": {"requested": operation.cost, "limit": self._settings.limits.cost}}
        body = encode(result, request_id, extensions, changing=operation.changes)
        # The older media type has 200 for whatever was executed.
        return _json(body, wanted, 200 if wanted.json == JSON else status(result))

    def _stream(self, request: Request, caller: Caller, begin: Callable[[Listener], Callable[[], None]]) -> Response:
        return EventStream(
            begin=begin,
            expires_at=caller.expires_at,
            look=lambda: self._authenticate(request, request.headers.get("authorization")),
            request_id=request_id_of(request.scope),
            lines=self._lines,
            settings=self._settings,
        )


def _refusing(refused: Refused) -> Callable[[Listener], Callable[[], None]]:
    def begin(listener: Listener) -> Callable[[], None]:
        listener.end(refused)
        return lambda: None

    return begin


def _refusal(refused: Refused, wanted: Accepts, request_id: str) -> Response:
    note_refused(refused.errors, request_id)
    legacy = refused.in_document and wanted.json == JSON
    response = _json(encode_refusal(refused.errors, request_id), wanted, 200 if legacy else refused.status)
    response.headers.update(refused.headers)
    return response


def _json(body: bytes, wanted: Accepts, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store", "Vary": "Accept", "X-Content-Type-Options": "nosniff"}
    return Response(body, status, headers, media_type=f"{wanted.json or JSON}; charset=utf-8")
