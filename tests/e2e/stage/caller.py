"""A front-end: the GraphQL client library `gql` over HTTP and WebSocket, and an event stream over plain HTTP."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from tests.e2e.stage.gateway import Gateway


class Caller:
    """Somebody with a bearer token, at one gateway."""

    def __init__(self, gateway: Gateway, token: str) -> None:
        self._gateway = gateway
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}

    async def ask(self, document: str, *, request_id: str | None = None, **variables: Any) -> dict[str, Any]:
        """Run a query or mutation and return its data. Raises gql's TransportQueryError for errors at the top."""
        headers = {**self.headers, "Accept": "application/graphql-response+json"}
        if request_id is not None:
            headers["X-Request-ID"] = request_id
        transport = HTTPXAsyncTransport(
            self._gateway.graph,
            headers=headers,
            timeout=30,
            trust_env=False,
            event_hooks={"response": [self._gateway.recording.hear]},
        )
        async with Client(transport=transport, execute_timeout=30) as session:
            data: dict[str, Any] = await session.execute(GraphQLRequest(document, variable_values=variables))
        return data

    async def change(self, document: str, *, request_id: str | None = None, **input: Any) -> dict[str, Any]:  # noqa: A002  GraphQL's word
        """Run a mutation of one field with its one input, and return the payload."""
        data = await self.ask(document, request_id=request_id, input=input)
        payload: dict[str, Any] = next(iter(data.values()))
        return payload

    def launches(self, campaign_id: str) -> None:
        """Note a campaign that is to end when its test does."""
        self._gateway.launched.append((self, campaign_id))

    async def refused(self, document: str, *, request_id: str | None = None, **variables: Any) -> list[dict[str, Any]]:
        """Return the errors at the top of an answer that must have some."""
        with pytest.raises(TransportQueryError) as refused:
            await self.ask(document, request_id=request_id, **variables)
        return refused.value.errors or []

    @asynccontextmanager
    async def socket(self) -> AsyncIterator["Socket"]:
        """A WebSocket on which any number of operations run."""
        transport = WebsocketsTransport(
            self._gateway.graph.replace("http", "ws", 1),
            init_payload=self.headers,
            subprotocols=["graphql-transport-ws"],
            close_timeout=5,
            connect_args={"proxy": None},
        )
        async with Client(transport=transport) as session:
            yield Socket(self._gateway, transport, session)

    @asynccontextmanager
    async def stream(self, document: str, **variables: Any) -> AsyncIterator[AsyncGenerator[dict[str, Any], None]]:
        """The results of one operation as server-sent events."""
        body = {"query": document, "variables": variables}
        headers = {**self.headers, "Accept": "text/event-stream"}
        async with (
            httpx.AsyncClient(timeout=30, trust_env=False) as http,
            http.stream("POST", self._gateway.graph, json=body, headers=headers) as response,
        ):
            assert response.status_code == 200
            assert response.headers["content-type"].partition(";")[0] == "text/event-stream"
            yield self._events(response)

    async def _events(self, response: httpx.Response) -> AsyncGenerator[dict[str, Any], None]:
        event = ""
        async for line in response.aiter_lines():
            self._gateway.recording.note(line)
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: ") and event == "next":
                yield json.loads(line.removeprefix("data: "))
            elif event == "complete":
                return

    @asynccontextmanager
    async def raw_socket(self, *, origin: str | None = None, acknowledged: bool = True) -> AsyncIterator["Line"]:
        """A WebSocket below any library, for what no library would send."""
        async with connect(
            self._gateway.graph.replace("http", "ws", 1),
            subprotocols=[Subprotocol("graphql-transport-ws")],
            origin=None if origin is None else Origin(origin),
            proxy=None,
        ) as connection:
            line = Line(self._gateway, connection)
            await connection.send(json.dumps({"type": "connection_init", "payload": self.headers}))
            if acknowledged:
                assert await line.hear() == {"type": "connection_ack"}
            yield line

    async def handshake(self, *, origin: str) -> int:
        """The HTTP status with which a WebSocket of this origin is refused."""
        try:
            async with self.raw_socket(origin=origin, acknowledged=False):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code


class Line:
    """A conversation in graphql-transport-ws, message by message."""

    def __init__(self, gateway: Gateway, connection: ClientConnection) -> None:
        self._gateway = gateway
        self._connection = connection

    async def subscribe(self, name: str, document: str) -> None:
        message = {"id": name, "type": "subscribe", "payload": {"query": document}}
        await self._connection.send(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        """The next message that is no `complete`."""
        async with asyncio.timeout(20):
            while True:
                message: dict[str, Any] = json.loads(await self._connection.recv())
                self._gateway.recording.note(message)
                if message["type"] != "complete":
                    return message

    async def closed(self) -> int | None:
        """The code with which the gateway closes."""
        async with asyncio.timeout(20):
            await self._connection.wait_closed()
        return self._connection.close_code


class Socket:
    """An open WebSocket."""

    def __init__(self, gateway: Gateway, transport: WebsocketsTransport, session: Any) -> None:
        self._gateway = gateway
        self._transport = transport
        self._session = session
        assert transport.adapter.websocket is not None
        self._line = transport.adapter.websocket

    async def follow(self, document: str, **variables: Any) -> AsyncGenerator[dict[str, Any], None]:
        """The data of each message. Raises gql's TransportQueryError for refusals."""
        request = GraphQLRequest(document, variable_values=variables)
        async for data in self._session.subscribe(request):
            self._gateway.recording.note(data)
            yield data

    @property
    def close_code(self) -> int | None:
        """With which code the gateway closed it; None while it is open."""
        return self._line.close_code

    def cut(self) -> None:
        """Drop the TCP connection without a word, as a lost network does."""
        self._line.transport.abort()
