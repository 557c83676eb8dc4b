import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from tiktok_simulator.http.connection import LostAnswer, drop

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

Handler = Callable[[Request, bytes], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


class Intake(Protocol):
    """Takes a body as it comes in, part by part, and keeps of it what its handler needs."""

    def take(self, part: bytes) -> None: ...


Taker = TypeVar("Taker", bound=Intake)


class Endpoints:
    """The one way in: every simulated endpoint runs through here, so that faults and saving apply to all alike."""

    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator
        self.answered: Counter[tuple[str, int]] = Counter()

    def endpoint(self, name: str, handler: Handler) -> Endpoint:
        """A Starlette endpoint. `name` is the path as requested, by which faults choose (`/open/v2/oauth/token/`).

        The handler changes state and answers without awaiting, so each request is atomic.
        """

        async def answer(request: Request) -> Response:
            body = await request.body()
            response = await self._answer(name, handler, request, body)
            self.answered[name, response.status_code] += 1
            return response

        return answer

    def intake_endpoint(
        self, name: str, intake: Callable[[Request], Taker], handler: Callable[[Taker, Request, bytes], Response]
    ) -> Endpoint:
        """As `endpoint`, for bodies that are too large to keep: they pass through an intake, and the handler gets it.

        A caller who leaves in the middle of a body has sent nothing.
        """

        async def answer(request: Request) -> Response:
            taker = intake(request)
            try:
                async for part in request.stream():
                    taker.take(part)
            except ClientDisconnect:
                return PlainTextResponse("")
            response = await self._answer(name, partial(handler, taker), request, b"")
            self.answered[name, response.status_code] += 1
            return response

        return answer

    async def _answer(self, name: str, handler: Handler, request: Request, body: bytes) -> Response:
        self._simulator.touch()
        self._simulator.run_due()
        faults = self._simulator.faults
        lost = faults.strike("lost_request", name)
        if lost is not None:
            return await _drop_after(request, lost)
        busy = faults.strike("http_429", name)
        if busy is not None:
            return _too_many(busy)
        broken = faults.strike("html_500", name)
        if broken is not None and not broken.get("applied"):
            return _html_error(broken)
        response = handler(request, body)
        if isinstance(response, LostAnswer):
            return await _drop_after(request, {})
        if broken is not None:
            response = _html_error(broken)
        if faults.strike("wrong_shape", name) is not None:
            response = JSONResponse({"result": "fine", "items": None})
        slow = faults.strike("slow_answer", name)
        if slow is not None:
            await asyncio.sleep(float(slow.get("seconds", 2)))
        lost = faults.strike("lost_answer", name)
        if lost is not None:
            return await _drop_after(request, lost)
        return response


async def _drop_after(request: Request, options: Mapping[str, Any]) -> Response:
    await asyncio.sleep(float(options.get("seconds", 0)))
    await drop(request.scope)
    return PlainTextResponse("")


def _too_many(options: Mapping[str, Any]) -> Response:
    headers = {"Retry-After": str(options["retry_after"])} if "retry_after" in options else {}
    return PlainTextResponse("Too Many Requests", status_code=429, headers=headers)


def _html_error(options: Mapping[str, Any]) -> Response:
    page = "<html><head><title>Server error</title></head><body><h1>Something went wrong</h1></body></html>"
    return HTMLResponse(page, status_code=int(options.get("status", 500)))
