"""GraphQL over server-sent events, in distinct connections mode: one operation per response."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from creatorport.adapters.http.graphql.answers import encode_refusal, note_refused
from creatorport.adapters.http.graphql.lines import Lines, at_expiry, until_revoked
from creatorport.adapters.http.graphql.outbox import Outbox
from creatorport.adapters.http.graphql.refusals import Refused, bad_request
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.http.graphql.subscriptions import Listener

# The protocol has `complete` without data, but a browser's EventSource drops events that have no data line.
COMPLETE = "event: complete\ndata: \n\n"
HEARTBEAT = ":\n\n"

log = structlog.get_logger(__name__)


class EventStream(Response):
    """A response that lasts as long as the operation, the credentials, the client and the server.

    `look` raises AuthenticationFailed once the credentials hold no longer. `begin` is called with the listener once the
    stream is open, and gives the function that stops the operation. What is wrong with the document arrives as a `next`
    event, as the protocol demands. A stream that ends without `complete` (the server stops, or the client does not keep
    up) is a broken line to the client: it connects again.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        *,
        begin: Callable[[Listener], Callable[[], None]],
        expires_at: datetime | None,
        look: Callable[[], Awaitable[object]],
        request_id: str,
        lines: Lines,
        settings: TransportSettings,
    ) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._begin = begin
        self._expires_at = expires_at
        self._look = look
        self._recheck = settings.recheck
        self._lines = lines
        self._close_timeout = settings.close_timeout
        self._heartbeat = settings.heartbeat
        self._outbox = Outbox(settings.outgoing_messages, settings.outgoing_characters)
        self._broken = asyncio.Event()
        self._listener = _Stream(self._outbox, self._broken, request_id, settings.send_timeout)

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        closed = self._lines.opened(self._broken.set)
        expiry = at_expiry(self._expires_at, self._expire)
        stop = self._begin(self._listener)
        writing = asyncio.create_task(self._write(send))
        leaving = asyncio.create_task(_client_leaves(receive))
        breaking = asyncio.create_task(self._broken.wait())
        watching = asyncio.create_task(self._end_when_revoked())
        tasks: set[asyncio.Task[Any]] = {writing, leaving, breaking}
        try:
            done, running = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            await _cancel(running)
            if writing in done:
                writing.result()
            if leaving not in done:
                await self._finish(send)
        finally:
            await _cancel({task for task in tasks if not task.done()})
            await _cancel({watching})
            stop()
            expiry()
            closed()

    async def _finish(self, send: Send) -> None:
        try:
            async with asyncio.timeout(self._close_timeout):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:  # a client that does not read: the server closes the connection when we return
            log.info("graphql stream abandoned")

    def _expire(self) -> None:
        self._listener.end(bad_request("The credentials have expired.", "CREDENTIALS_EXPIRED", 401))

    async def _end_when_revoked(self) -> None:
        await until_revoked(self._look, self._recheck)
        self._listener.end(bad_request("The credentials were revoked.", "CREDENTIALS_REVOKED", 401))

    async def _write(self, send: Send) -> None:
        """Write what waits until `complete` is written; a silent stream gets a comment now and then."""
        frame = ""
        while frame != COMPLETE:
            try:
                async with asyncio.timeout(self._heartbeat):
                    frame = await self._outbox.take()
            except TimeoutError:
                frame = HEARTBEAT
            await send({"type": "http.response.body", "body": frame.encode(), "more_body": True})


class _Stream(Listener):
    """Turns payloads into events."""

    def __init__(self, outbox: Outbox, broken: asyncio.Event, request_id: str, send_timeout: float) -> None:
        self._outbox = outbox
        self._broken = broken
        self._request_id = request_id
        self._send_timeout = send_timeout

    @override
    def offer(self, payload: str) -> None:
        if not self._outbox.offer(_event(payload)):
            self._broken.set()

    @override
    async def deliver(self, payload: str) -> None:
        try:
            async with asyncio.timeout(self._send_timeout):
                await self._outbox.put(_event(payload))
        except TimeoutError:
            self._broken.set()

    @override
    def end(self, refused: Refused | None) -> None:
        if refused is not None:
            note_refused(refused.errors, self._request_id)
            self.offer(encode_refusal(refused.errors, self._request_id).decode())
        if not self._outbox.offer(COMPLETE):
            self._broken.set()


def _event(payload: str) -> str:
    return f"event: next\ndata: {payload}\n\n"


async def _client_leaves(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cancel(tasks: set[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
