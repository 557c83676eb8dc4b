"""The one way to TikTok: budgets before, typed errors after, repeats only where a repeat is harmless."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpx
from opentelemetry.trace import SpanKind

from creatorport.adapters.observability.traces import span
from creatorport.adapters.tiktok.budget import CallBudget
from creatorport.adapters.tiktok.endpoints import Family, Kind
from creatorport.adapters.tiktok.envelopes import business, login
from creatorport.adapters.tiktok.envelopes import open as display
from creatorport.adapters.tiktok.envelopes.answer import Answer
from creatorport.adapters.tiktok.observation import CallObservation
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.wire import Request, exchange
from creatorport.application.ports.clock import Clock
from creatorport.domain.errors import TikTokAnswerLost, TikTokError, TikTokThrottled, TikTokUnreachable

PATIENCE = 2.0
"""Seconds that a call waits for its turn by itself. Whatever takes longer is the caller's to plan."""

LONGEST_QUEUE = 15.0
"""Seconds that a call waits for its turn altogether."""

READ_ATTEMPTS = 3

_ENVELOPES: Final[dict[Family, Callable[[Answer, datetime], Payload]]] = {
    Family.LOGIN: login.read,
    Family.OPEN: display.read,
    Family.BUSINESS: business.read,
}


@dataclass(frozen=True, slots=True)
class Api:
    """Where an API lives, and which of our apps calls it: limits are counted per app."""

    origin: str
    app: str


class Transport:
    """Calls TikTok's APIs over one injected client.

    Every call raises TikTokError and nothing else. Reads are repeated after a lost answer or a missing connection,
    twice at most; writes never are, because TikTok knows no idempotency keys. `timeout` is for one attempt, in seconds.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        open_api: Api,
        business_api: Api,
        budget: CallBudget,
        clock: Clock,
        timeout: float = 15.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._apis = {Family.LOGIN: open_api, Family.OPEN: open_api, Family.BUSINESS: business_api}
        self._budget = budget
        self._clock = clock
        self._timeout = timeout
        self._sleep = sleep
        self._chance = chance
        self._observation = CallObservation()

    @property
    def business_origin(self) -> str:
        return self._apis[Family.BUSINESS].origin

    async def call(self, request: Request, *, tenant: str | None = None) -> Payload:
        """Make one call. `tenant` is on whose behalf it is made, so that none takes the whole budget of the app."""
        attempts = READ_ATTEMPTS if request.endpoint.kind is Kind.READ else 1
        for attempt in range(1, attempts):
            try:
                return await self._once(request, tenant)
            except (TikTokAnswerLost, TikTokUnreachable):
                await self._sleep(self._backoff(attempt))
            except TikTokThrottled as throttled:
                if throttled.retry_after > PATIENCE:
                    raise
                await self._sleep(throttled.retry_after * (1 + self._chance()))
        return await self._once(request, tenant)

    async def _once(self, request: Request, tenant: str | None) -> Payload:
        endpoint = request.endpoint
        with span(f"tiktok {endpoint.name}", SpanKind.CLIENT, tiktok__family=endpoint.family.value) as current:
            payload = await self._ask(request, tenant)
            current.set_attribute("tiktok.log_id", payload.log_id or "")
            return payload

    async def _ask(self, request: Request, tenant: str | None) -> Payload:
        endpoint, api = request.endpoint, self._apis[request.endpoint.family]
        await self._take_turn(api, request, tenant)
        started, status = time.perf_counter(), None
        try:
            answer = await exchange(self._client, api.origin, request, seconds=self._timeout)
            status = answer.status
            payload = _ENVELOPES[endpoint.family](answer, self._clock.now())
        except TikTokError as error:
            self._observation.failed(endpoint, error, status=status, seconds=time.perf_counter() - started)
            if isinstance(error, TikTokThrottled):
                await self._budget.rest(api.app, endpoint, error.retry_after)
            raise
        except asyncio.CancelledError:
            self._observation.interrupted(endpoint, seconds=time.perf_counter() - started)
            raise
        self._observation.answered(
            endpoint, status=answer.status, seconds=time.perf_counter() - started, log_id=payload.log_id
        )
        return payload

    async def _take_turn(self, api: Api, request: Request, tenant: str | None) -> None:
        """Wait until the budget allows the call. Raises TikTokThrottled when that takes too long."""
        waited = 0.0
        while True:
            try:
                return await self._budget.spend(api.app, request.endpoint, tenant, request.subject)
            except TikTokThrottled as throttled:
                pause = throttled.retry_after * (1 + self._chance() / 2)
                if throttled.retry_after > PATIENCE or waited + pause > LONGEST_QUEUE:
                    raise
            waited += pause
            await self._sleep(pause)

    def _backoff(self, attempt: int) -> float:
        """Seconds before the next attempt: full jitter under a doubling ceiling."""
        return float(0.1 + self._chance() * 0.4 * 2 ** (attempt - 1))
