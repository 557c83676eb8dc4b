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
        """Attempt everything due now, and what falls due again at once; returns the number of attempts."""
        attempts = 0
        async with self._busy:
            while due := self._simulator.webhooks.due():
                by_url = sorted(due, key=lambda delivery: delivery.url)
                groups = [list(group) for _, group in groupby(by_url, key=lambda delivery: delivery.url)]
                await asyncio.gather(*(self._deliver_in_turn(group) for group in groups))
                attempts += len(due)
        return attempts

    async def close(self) -> None:
        await self._client.aclose()

    async def _deliver_in_turn(self, deliveries: list[Delivery]) -> None:
        for delivery in deliveries:
            await self._attempt(delivery)

    async def _attempt(self, delivery: Delivery) -> None:
        now = self._simulator.clock.now()
        status: int | None = None
        error: str | None = None
        try:
            answer = await self._client.post(
                delivery.url, content=delivery.body.encode(), headers=delivery.headers(now)
            )
            status = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL) as failure:
            error = f"{type(failure).__name__}: {failure}"
        delivery.settle(now, status=status, error=error)
        self._simulator.touch()
