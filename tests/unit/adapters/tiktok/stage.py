"""A transport over answers that the test writes."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from creatorport.adapters.tiktok.budget import CallBudget
from creatorport.adapters.tiktok.transport import Api, Transport
from tests.fakes.budget import UnlimitedBudget
from tests.fakes.clock import MovableClock

Scripted = httpx.Response | BaseException
Answering = Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]

OK_OPEN: dict[str, Any] = {"data": {"user": {"open_id": "o-1"}}, "error": {"code": "ok", "message": "", "log_id": "L"}}


@dataclass
class Stage:
    """Answers in order, the last one for ever; keeps what was asked, and how long the transport waited."""

    answers: Sequence[Scripted]
    clock: MovableClock = field(default_factory=MovableClock)
    budget: CallBudget = field(default_factory=UnlimitedBudget)
    business_origin: str = "https://business.test"
    asked: list[httpx.Request] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def transport(self, answer: Answering | None = None) -> Transport:
        return Transport(
            httpx.AsyncClient(transport=httpx.MockTransport(answer or self._answer)),
            open_api=Api("https://open.test", "client-key"),
            business_api=Api(self.business_origin, "app-1"),
            budget=self.budget,
            clock=self.clock,
            sleep=self._wait,
            chance=lambda: 0.5,
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, BaseException):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    async def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)


def business(code: Any = 0, data: Any = None, *, status: int = 200, message: str = "OK") -> httpx.Response:
    """Return an answer in the envelope of API for Business."""
    document = {"code": code, "message": message, "request_id": "R-1", "data": {} if data is None else data}
    return httpx.Response(status, json=document)


def display(code: Any = "ok", data: Any = None, *, status: int = 200, message: str = "") -> httpx.Response:
    """Return an answer in the envelope of the Display API."""
    error = {"code": code, "message": message, "log_id": "L-1"}
    return httpx.Response(status, json={"data": {} if data is None else data, "error": error})


Make = Callable[..., Stage]
