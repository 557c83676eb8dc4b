"""Breaking a connection on purpose, as a bad network would."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_KEY = "tiktok_simulator.drop"


class LostAnswer(Response):
    """What a handler returns when it has done its work and the caller shall never hear of it."""


class DropConnections:
    """Outermost layer: gives each request a way to drop its own connection."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[_KEY] = close = _dropper(send)
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            # The process is ending and will not wait for this answer: the caller sees what a killed server shows.
            if _transport(send) is None:
                raise
            await close()


async def drop(scope: Scope) -> None:
    """Close the connection without another byte.

    Over a real socket this returns once it is closed; called in process there is no socket, so the client's own
    error for a dropped connection is raised.
    """
    await scope[_KEY]()


def _dropper(send: Send) -> Callable[[], Awaitable[None]]:
    transport = _transport(send)

    async def close() -> None:
        if transport is None:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
        transport.abort()
        # The server learns of the loss in the next turns of its loop; only then does it not answer by itself.
        for _ in range(3):
            await asyncio.sleep(0)

    return close


def _transport(send: Send) -> Any:
    """The socket's transport, or None in process. The server's `send` is a method of what holds it."""
    return getattr(getattr(send, "__self__", None), "transport", None)
