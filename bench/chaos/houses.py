"""Two gateways on one database, each of which is killed again and again, and comes back."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bench.chaos.weather import BREACH_REST
from tests.e2e.crash.children import Child, Nursery


@dataclass(slots=True)
class Houses:
    """`ports` are where they serve. As long as `kills` are left, each life ends at random: at a commit or a call to
    TikTok, or at any time at all."""

    nursery: Nursery
    environment: Mapping[str, str]
    ports: tuple[int, ...]
    kills: int
    chance: random.Random
    killed: int = 0
    _living: dict[int, Child] = field(default_factory=dict)
    _over: bool = False
    _named: int = 0

    @property
    def origins(self) -> tuple[str, ...]:
        return tuple(f"http://127.0.0.1:{port}" for port in self.ports)

    @asynccontextmanager
    async def inhabited(self) -> AsyncIterator[None]:
        """Keep both inhabited inside the block; in the end nobody lives there."""
        keepers = [asyncio.create_task(self._keep(port)) for port in self.ports]
        try:
            yield
            for keeper in keepers:
                if keeper.done():
                    keeper.result()
        finally:
            self._over = True
            for child in self._living.values():
                child.send(signal.SIGTERM)
            await asyncio.wait(keepers, timeout=30)
            for child in self._living.values():
                child.send(signal.SIGKILL)
            await asyncio.gather(*keepers, return_exceptions=True)

    def last_words(self) -> str:
        return "\n\n".join(f"{child.name}:\n{child.last_words()}" for child in self._living.values())

    async def _keep(self, port: int) -> None:
        while not self._over:
            doomed = self.killed < self.kills
            self._named += 1
            child = self._living[port] = self.nursery.bear(
                f"chaos-{port}-{self._named}",
                {**self.environment, "CREATORPORT_PORT": str(port)},
                port=port,
                orderly=False,
                die_at=self.chance.randint(40, 1500) if doomed else None,
                breach_rest=BREACH_REST,
                concurrency=6,
            )
            ended = asyncio.wrap_future(child.copy.ended)
            if doomed and self.chance.random() < 0.5:
                await asyncio.wait([ended], timeout=self.chance.uniform(0.5, 15))
                if not ended.done():
                    child.send(signal.SIGKILL)
            code = await ended
            self.killed += code == -signal.SIGKILL and not self._over
            if code not in (0, -signal.SIGKILL):
                raise RuntimeError(f"{child.name} ended with {code}:\n{child.last_words()}")
