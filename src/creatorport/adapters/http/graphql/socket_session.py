"""A conversation in graphql-transport-ws."""

import asyncio
from collections.abc import Callable

import orjson
import structlog
from graphql import GraphQLError
from starlette.requests import HTTPConnection
from starlette.types import Receive, Send
from typing_extensions import override

from creatorport.adapters.http.graphql.answers import hidden_fault, note_refused, public_errors
from creatorport.adapters.http.graphql.engine import Authenticate, AuthenticationFailed, Caller, IssuerAway
from creatorport.adapters.http.graphql.lines import at_expiry, until_revoked
from creatorport.adapters.http.graphql.messages import (
    CloseCode,
    Closing,
    Complete,
    Init,
    Ping,
    Pong,
    Subscribe,
    parse,
)
from creatorport.adapters.http.graphql.operations import Operations
from creatorport.adapters.http.graphql.outbox import Outbox
from creatorport.adapters.http.graphql.refusals import ISSUER_AWAY, ISSUER_UNREACHABLE, Refused, bad_document
from creatorport.adapters.http.graphql.running import Runner
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.http.graphql.subscriptions import Listener

log = structlog.get_logger(__name__)


class SocketSession:
    """What one client and we have said so far, on a socket that is open."""

    def __init__(
        self,
        *,
        connection: HTTPConnection,
        request_id: str,
        operations: Operations,
        runner: Runner,
        authenticate: Authenticate,
        settings: TransportSettings,
    ) -> None:
        self._connection = connection
        self._request_id = request_id
        self._operations = operations
        self._runner = runner
        self._authenticate = authenticate
        self._settings = settings
        self._outbox = Outbox(settings.outgoing_messages, settings.outgoing_characters)
        self._caller: Caller | None = None
        self._forget_expiry: Callable[[], None] = lambda: None
        self._watching: asyncio.Task[None] | None = None
        self._running: dict[str, Callable[[], None]] = {}
        self._started = 0
        self._hang_up: asyncio.Future[Closing] = asyncio.get_running_loop().create_future()

    def hang_up(self, closing: Closing) -> None:
        """Have the socket closed from outside the conversation; the first reason counts."""
        if not self._hang_up.done():
            self._hang_up.set_result(closing)

    async def hung_up(self) -> Closing:
        return await self._hang_up

    async def write(self, send: Send) -> None:
        """Send what waits, one message after the other."""
        while True:
            await send({"type": "websocket.send", "text": await self._outbox.take()})

    async def read(self, receive: Receive) -> None:
        """Take what the client says until it leaves. Raises `Closing` when it breaks the protocol."""
        try:
            async with asyncio.timeout(self._settings.init_timeout):
                while self._caller is None:
                    if not await self._next(receive):
                        return
        except TimeoutError as error:
            raise Closing(CloseCode.INIT_TIMEOUT, "Connection initialisation timeout") from error
        while await self._next(receive):
            pass

    def stop_operations(self) -> None:
        """Stop all that runs for this client."""
        self._forget_expiry()
        if self._watching is not None:
            self._watching.cancel()
        for stop in self._running.values():
            stop()
        self._running.clear()

    async def _next(self, receive: Receive) -> bool:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            if event.get("code") == CloseCode.TOO_BIG:
                # The server reads only so much, and the client too: what was beyond that never came here.
                log.info("graphql socket cut off", request_id=self._request_id, reason="a message was far too big")
            return False
        text = event.get("text")
        if text is None:
            raise Closing(CloseCode.BAD_REQUEST, "Invalid message: Messages must be text")
        limit = self._settings.limits.body_bytes
        if len(text) > limit or len(text.encode()) > limit:
            raise Closing(CloseCode.TOO_BIG, f"A message has more than {limit} bytes")
        await self._hear(text)
        return True

    async def _hear(self, text: str) -> None:
        match parse(text):
            case Init(authorization):
                await self._initialise(authorization)
            case Ping(payload):
                pong = {"type": "pong"} if payload is None else {"type": "pong", "payload": payload}
                await self._outbox.put(orjson.dumps(pong).decode())
            case Pong():
                pass
            case Subscribe() as message:
                self._subscribe(message)
            case Complete(id_):
                self._running.pop(id_, lambda: None)()

    async def _initialise(self, authorization: str | None) -> None:
        if self._caller is not None:
            raise Closing(CloseCode.TOO_MANY_INITS, "Too many initialisation requests")
        credentials = authorization or self._connection.headers.get("authorization")
        try:
            self._caller = await self._authenticate(self._connection, credentials)
        except AuthenticationFailed as failed:
            raise Closing(CloseCode.FORBIDDEN, f"Forbidden: {failed.reason}") from failed
        except IssuerAway as away:
            raise Closing(CloseCode.TRY_AGAIN_LATER, f"{ISSUER_UNREACHABLE}: {ISSUER_AWAY}") from away
        expired = Closing(CloseCode.FORBIDDEN, "Credentials expired")
        self._forget_expiry = at_expiry(self._caller.expires_at, lambda: self.hang_up(expired))
        self._watching = asyncio.create_task(self._hang_up_when_revoked(credentials))
        await self._outbox.put('{"type":"connection_ack"}')

    async def _hang_up_when_revoked(self, credentials: str | None) -> None:
        await until_revoked(lambda: self._authenticate(self._connection, credentials), self._settings.recheck)
        self.hang_up(Closing(CloseCode.FORBIDDEN, "Credentials revoked"))

    def _subscribe(self, message: Subscribe) -> None:
        if self._caller is None:
            raise Closing(CloseCode.UNAUTHORIZED, "Unauthorized")
        if message.id in self._running:
            raise Closing(CloseCode.SUBSCRIBER_EXISTS, f"Subscriber for {message.id} already exists")
        self._started += 1
        request_id = f"{self._request_id}.{self._started}"
        listener = _Operation(self, message.id, request_id)
        try:
            self._make_room()
            operation = self._operations.prepare(message.request)
        except Refused as refused:
            listener.end(refused)
            return
        except Exception as error:  # noqa: BLE001  # a fault in one operation is no reason to end the others
            listener.end(Refused([hidden_fault(error, request_id)]))
            return
        self._running[message.id] = self._runner.start(operation, self._caller, request_id, listener)

    def _make_room(self) -> None:
        limit = self._settings.operations_per_socket
        if len(self._running) >= limit:
            extensions = {"code": "TOO_MANY_OPERATIONS", "limit": limit}
            raise bad_document(GraphQLError(f"More than {limit} operations on one socket.", extensions=extensions))

    def offer(self, frame: str) -> None:
        """Queue a frame, or give the client up if too many wait."""
        if not self._outbox.offer(frame):
            self._too_slow()

    async def deliver(self, frame: str) -> None:
        """Queue a frame when there is room, or give the client up if it takes nothing for too long."""
        try:
            async with asyncio.timeout(self._settings.send_timeout):
                await self._outbox.put(frame)
        except TimeoutError:
            self._too_slow()

    def ended(self, id_: str) -> None:
        """The operation is over: its id may be used again."""
        self._running.pop(id_, None)

    def _too_slow(self) -> None:
        self.hang_up(Closing(CloseCode.SLOW_CONSUMER, "Slow consumer, resume by cursor"))


class _Operation(Listener):
    """Wraps payloads of one operation into messages with its id."""

    def __init__(self, session: SocketSession, id_: str, request_id: str) -> None:
        self._session = session
        self._id = id_
        self._request_id = request_id
        self._next = f'{{"id":{orjson.dumps(id_).decode()},"type":"next","payload":'

    @override
    def offer(self, payload: str) -> None:
        self._session.offer(f"{self._next}{payload}}}")

    @override
    async def deliver(self, payload: str) -> None:
        await self._session.deliver(f"{self._next}{payload}}}")

    @override
    def end(self, refused: Refused | None) -> None:
        self._session.ended(self._id)
        last: dict[str, object] = {"id": self._id, "type": "complete"}
        if refused is not None:
            note_refused(refused.errors, self._request_id)
            errors = public_errors(refused.errors, self._request_id)
            last = {"id": self._id, "type": "error", "payload": errors}
        self._session.offer(orjson.dumps(last).decode())
