"""`/graphql` as a WebSocket: opening and closing. What is said in between is in `socket_session.py`."""

import asyncio

import structlog
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from creatorport.adapters.http.cors import REMEDY
from creatorport.adapters.http.graphql.engine import Authenticate
from creatorport.adapters.http.graphql.lines import Lines
from creatorport.adapters.http.graphql.messages import CloseCode, Closing
from creatorport.adapters.http.graphql.operations import Operations
from creatorport.adapters.http.graphql.origins import is_allowed
from creatorport.adapters.http.graphql.request_ids import request_id_of
from creatorport.adapters.http.graphql.running import Runner
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.http.graphql.socket_session import SocketSession

SUBPROTOCOL = "graphql-transport-ws"

log = structlog.get_logger(__name__)


class SocketEndpoint:
    """The ASGI application of the path."""

    def __init__(
        self,
        *,
        operations: Operations,
        runner: Runner,
        authenticate: Authenticate,
        lines: Lines,
        settings: TransportSettings,
    ) -> None:
        self._operations = operations
        self._runner = runner
        self._authenticate = authenticate
        self._lines = lines
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        connection = HTTPConnection(scope)
        if not is_allowed(connection, self._settings.allowed_origins):
            log.info(
                "graphql socket refused",
                request_id=request_id_of(scope),
                reason="foreign origin",
                origin=connection.headers.get("origin", "")[:200],
                remedy=REMEDY,
            )
            await send({"type": "websocket.close"})  # before it is accepted: the server answers 403
            return
        if SUBPROTOCOL not in scope.get("subprotocols", []):
            # Only an open socket can be closed with the protocol's code.
            await send({"type": "websocket.accept"})
            unacceptable = Closing(CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol not acceptable")
            await self._close(unacceptable, request_id_of(scope), send)
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        session = SocketSession(
            connection=connection,
            request_id=request_id_of(scope),
            operations=self._operations,
            runner=self._runner,
            authenticate=self._authenticate,
            settings=self._settings,
        )
        closed = self._lines.opened(lambda: session.hang_up(Closing(CloseCode.SERVICE_RESTART, "Service restart")))
        try:
            closing = await self._run(session, receive, send)
        finally:
            closed()
        if closing is not None:
            await self._close(closing, request_id_of(scope), send)

    async def _run(self, session: SocketSession, receive: Receive, send: Send) -> Closing | None:
        """Until the client is gone (None), or there is a reason to close."""
        reading = asyncio.create_task(session.read(receive))
        writing = asyncio.create_task(session.write(send))
        hanging_up = asyncio.create_task(session.hung_up())
        tasks = (reading, writing, hanging_up)
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            session.stop_operations()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if hanging_up in done:
            return hanging_up.result()
        if reading in done:
            try:
                reading.result()
            except Closing as closing:
                return closing
            except Exception as error:
                log.exception("graphql socket fault", exc_info=error)
                return Closing(CloseCode.INTERNAL, "Internal error")
        return None  # the client is gone, be it noticed in reading or in writing

    async def _close(self, closing: Closing, request_id: str, send: Send) -> None:
        told = {"request_id": request_id, "code": int(closing.code), "reason": closing.reason}
        log.info("graphql socket closed", **told)
        try:
            async with asyncio.timeout(self._settings.close_timeout):
                await send({"type": "websocket.close", "code": int(closing.code), "reason": closing.reason})
        except TimeoutError:
            log.info("graphql socket abandoned", **told)
