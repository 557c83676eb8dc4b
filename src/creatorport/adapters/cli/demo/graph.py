"""A small GraphQL client: queries and mutations over HTTP, subscriptions over graphql-transport-ws."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol


class GraphError(Exception):
    """The graph answered with errors."""


class Graph:
    """One caller of one gateway."""

    def __init__(self, client: httpx.AsyncClient, url: str, token: str) -> None:
        self._client = client
        self._url = url
        self._token = token

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Run a query or mutation and return its data. Raises GraphError."""
        answer = await self._client.post(
            self._url,
            json={"query": document, "variables": variables},
            headers={"Authorization": f"Bearer {self._token}", "Accept": "application/graphql-response+json"},
        )
        body = answer.json()
        if body.get("errors"):
            raise GraphError(json.dumps(body["errors"], indent=2))
        data: dict[str, Any] = body["data"]
        return data

    async def change(self, document: str, **input: Any) -> dict[str, Any]:  # noqa: A002  GraphQL's word
        """Run a mutation of one field with its one input; return the payload. Raises GraphError for refusals too."""
        data = await self.ask(document, input=input)
        payload: dict[str, Any] = next(iter(data.values()))
        if payload.get("errors"):
            raise GraphError(json.dumps(payload["errors"], indent=2))
        return payload

    async def follow(self, document: str, **variables: Any) -> AsyncGenerator[dict[str, Any], None]:
        """Yield the data of each message of a subscription. Raises GraphError."""
        url = self._url.replace("http", "ws", 1)
        protocols = [Subprotocol("graphql-transport-ws")]
        async with connect(url, subprotocols=protocols, max_size=None) as line:
            hello = {"type": "connection_init", "payload": {"Authorization": f"Bearer {self._token}"}}
            await line.send(json.dumps(hello))
            await line.recv()
            start = {"id": "1", "type": "subscribe", "payload": {"query": document, "variables": variables}}
            await line.send(json.dumps(start))
            async for text in line:
                message = json.loads(text)
                if message["type"] == "ping":
                    await line.send('{"type":"pong"}')
                elif message["type"] == "next":
                    if message["payload"].get("errors"):
                        raise GraphError(json.dumps(message["payload"]["errors"]))
                    yield message["payload"]["data"]
                elif message["type"] == "error":
                    raise GraphError(json.dumps(message["payload"]))
                elif message["type"] == "complete":
                    return
