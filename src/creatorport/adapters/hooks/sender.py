"""Calls to receivers: a name is resolved once, its addresses are judged, and one of these very addresses is called."""

import asyncio
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import httpx
from opentelemetry.trace import SpanKind

from creatorport.adapters.hooks.answers import excerpt_of, retry_after_of
from creatorport.adapters.hooks.names import Resolve, SystemNames
from creatorport.adapters.hooks.observation import HookObservation
from creatorport.adapters.hooks.receiver import Receiver
from creatorport.adapters.observability.traces import span
from creatorport.application.ports.hook_sending import HookAnswer, HookRequest
from creatorport.domain.errors import HookAddressRefused, HookUnreachable
from creatorport.domain.hooks.addresses import Address, Destinations

LARGEST_ANSWER = 64 * 1024
"""Bytes that are read of an answer. What is beyond cannot change what became of the delivery."""

_MOST_ADDRESSES = 4
_CONNECT_SECONDS = 5.0
# No packing: a small answer must not become a large one here. No kept connection: it would outlive the check.
_HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "Content-Type": "application/json",
    "User-Agent": "creatorport",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


class HttpHookSender:
    """Sends over HTTP, within `seconds` altogether. Proxies and passwords of the environment are not looked at."""

    def __init__(
        self,
        destinations: Destinations,
        *,
        seconds: float = 15.0,
        resolve: Resolve | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._destinations = destinations
        self._limit = seconds
        self._resolve = resolve or SystemNames()
        self._given_context = context
        self._observation = HookObservation()

    async def check(self, url: str) -> None:
        receiver = Receiver.parse(url)
        try:
            async with asyncio.timeout(self._limit):
                await self._addresses(receiver)
        except OSError as error:
            raise HookAddressRefused("its name leads nowhere") from error

    async def send(self, request: HookRequest) -> HookAnswer:
        started, outcome = time.perf_counter(), "interrupted"
        try:
            with span("hook call", SpanKind.CLIENT) as current:
                answer = await self._within_limit(request)
                current.set_attribute("http.response.status_code", answer.status)
            outcome = f"{answer.status // 100}xx"
        except (HookAddressRefused, HookUnreachable) as error:
            outcome = error.code
            raise
        finally:
            seconds = time.perf_counter() - started
            self._observation.called(outcome, seconds)
        return HookAnswer(
            answer.status, excerpt_of(answer.body), timedelta(seconds=seconds), retry_after_of(answer.headers)
        )

    async def _within_limit(self, request: HookRequest) -> _Answer:
        receiver = Receiver.parse(request.url)
        try:
            async with asyncio.timeout(self._limit):
                addresses = await self._asked(receiver)
                return await self._call(receiver, addresses, request)
        except TimeoutError as error:
            raise HookUnreachable(f"nothing whole within {self._limit:g} seconds") from error

    async def _asked(self, receiver: Receiver) -> Sequence[Address]:
        try:
            return await self._addresses(receiver)
        except OSError as error:
            raise HookUnreachable("its name leads nowhere") from error

    async def _addresses(self, receiver: Receiver) -> Sequence[Address]:
        """Return where to, every one of which is permitted. Raises HookAddressRefused, OSError."""
        addresses = await self._resolve(receiver.host, receiver.port)
        if not addresses:
            raise OSError("a name without an address")
        # All of them: which one a connection takes would else be left to whoever answers for the name.
        if all(self._destinations.include(one, encrypted=receiver.encrypted) for one in addresses):
            return addresses[:_MOST_ADDRESSES]
        if receiver.encrypted:
            raise HookAddressRefused("it leads to an address that is not public")
        raise HookAddressRefused("use an address that begins with https://")

    async def _call(self, receiver: Receiver, addresses: Sequence[Address], request: HookRequest) -> _Answer:
        reason = "no connection"
        for address in addresses:
            try:
                return await self._ask(receiver, address, request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                # It has not got the request. Another of its addresses may.
                reason = _no_connection(error)
            except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError) as error:
                raise HookUnreachable(f"a broken answer ({type(error).__name__})") from error
        raise HookUnreachable(reason)

    async def _ask(self, receiver: Receiver, address: Address, request: HookRequest) -> _Answer:
        # One transport per call, so that no connection is shared between names that lead to the same address.
        transport = httpx.AsyncHTTPTransport(verify=self._context, trust_env=False)
        timeout = httpx.Timeout(self._limit, connect=min(_CONNECT_SECONDS, self._limit / 2))
        async with (
            httpx.AsyncClient(transport=transport, trust_env=False, timeout=timeout) as client,
            client.stream(
                "POST",
                receiver.at(str(address)),
                content=request.body,
                headers=_headers(receiver, request.headers),
                follow_redirects=False,
                extensions={"sni_hostname": receiver.name},
            ) as response,
        ):
            return _Answer(response.status_code, response.headers, await _beginning(response))

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self._given_context or httpx.create_ssl_context()


def _headers(receiver: Receiver, signed: Mapping[str, str]) -> dict[str, str]:
    return _HEADERS | dict(signed) | {"Host": receiver.authority}


async def _beginning(response: httpx.Response) -> bytes:
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) >= LARGEST_ANSWER:
            break
    return bytes(body[:LARGEST_ANSWER])


def _no_connection(error: BaseException) -> str:
    """Say why, as far as it is the receiver's to mend."""
    if isinstance(error, httpx.ConnectTimeout):
        return "no connection in time"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate does not hold ({cause.verify_message})"
        if isinstance(cause, ssl.SSLError):
            return f"no encrypted connection ({cause.reason or 'TLS'})"
        cause = cause.__cause__ or cause.__context__
    return "no connection"
