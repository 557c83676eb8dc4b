import asyncio
from itertools import groupby
from typing import TYPE_CHECKING

import httpx

from tiktok_simulator.webhooks import Delivery

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_PATIENCE = 5.0


class Courier:
    """Carries due webhooks to their receivers over real HTTP."""

    def __init__(self, simulator: "Simulator", transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._simulator = simulator
        # No proxies from the environment: receivers are where their URL says.
        self._client = httpx.AsyncClient(transport=transport, timeout=_PATIENCE, trust_env=False)
        self._busy = asyncio.Lock()

    async def deliver_due(self) -> int:
        """Attempt everything due now, and what falls due again at once; returns the number of attempts.

        A leap of days makes dozens of attempts due. A receiver that cannot be reached at all is tried once in all of
        them: it would not come up in between, and looking for its host takes seconds each time.
        """
        attempts = 0
        unreachable: dict[str, str] = {}
        async with self._busy:
            while due := self._simulator.webhooks.due():
                by_url = sorted(due, key=lambda delivery: delivery.url)
                groups = [list(group) for _, group in groupby(by_url, key=lambda delivery: delivery.url)]
                await asyncio.gather(*(self._deliver_in_turn(group, unreachable) for group in groups))
                attempts += len(due)
        return attempts

    async def close(self) -> None:
        await self._client.aclose()

    async def _deliver_in_turn(self, deliveries: list[Delivery], unreachable: dict[str, str]) -> None:
        for delivery in deliveries:
            await self._attempt(delivery, unreachable)

    async def _attempt(self, delivery: Delivery, unreachable: dict[str, str]) -> None:
        now = self._simulator.clock.now()
        status: int | None = None
        error = unreachable.get(delivery.url)
        headers = delivery.headers(now)
        try:
            if error is None:
                answer = await self._client.post(delivery.url, content=delivery.body.encode(), headers=headers)
                status = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL) as failure:
            error = f"{type(failure).__name__}: {failure}"
            if isinstance(failure, httpx.ConnectError | httpx.ConnectTimeout):
                unreachable[delivery.url] = error
        delivery.settle(now, status=status, error=error)
        self._simulator.touch()
