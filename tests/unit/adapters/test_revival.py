"""The embedded server is started again when it is gone, and one that cannot be started is tried on for."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from structlog.testing import capture_logs

from creatorport.adapters.persistence.revival import Revival
from creatorport.domain.errors import StorageUnavailable

URL = "postgresql://here"


@dataclass
class Server:
    """A server that fails to start so many times. `gone` is what happens to it, look after look."""

    gone: "list[bool | Exception]"
    fails: int = 0
    url: str = URL
    starts: int = 0

    @property
    def is_gone(self) -> bool:
        seen = self.gone.pop(0)
        if isinstance(seen, Exception):
            raise seen
        return seen

    def start_again(self) -> str:
        self.starts += 1
        if self.starts <= self.fails:
            raise StorageUnavailable("PostgreSQL could not be started.", remedy="Set DATABASE_URL.")
        return self.url


@dataclass
class Pauses:
    """Passes time at once, and ends the watch when `until` holds."""

    until: Callable[[], bool]
    waited: list[float] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        if self.until():
            self.over.set()
            await asyncio.Event().wait()
        self.waited.append(seconds)


async def watched(server: Server) -> tuple[list[float], list[tuple[str, str]]]:
    """What was waited for, and what was logged, until there is nothing more to happen to the server."""
    pauses = Pauses(lambda: not server.gone)
    with capture_logs() as logs:
        async with Revival(server, URL, sleep=pauses).watching(), asyncio.timeout(30):
            await pauses.over.wait()
    return pauses.waited, [(line["log_level"], line["event"]) for line in logs]


async def test_a_server_that_lives_is_left_alone() -> None:
    server = Server([False, False])
    assert await watched(server) == ([1.0, 1.0], [])
    assert server.starts == 0


async def test_a_server_that_is_gone_is_started_once() -> None:
    server = Server([False, True, False])
    waited, said = await watched(server)
    assert (waited, server.starts) == ([1.0, 1.0, 1.0], 1)
    assert said == [
        ("warning", "the embedded PostgreSQL is gone; starting it again"),
        ("info", "the embedded PostgreSQL is up again"),
    ]


async def test_one_that_cannot_be_started_is_tried_ever_more_slowly_and_told_of_once() -> None:
    server = Server([True, False], fails=7)
    waited, said = await watched(server)
    assert waited == [1.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 1.0]
    assert said == [
        ("warning", "the embedded PostgreSQL is gone; starting it again"),
        ("error", "the embedded PostgreSQL cannot be started; trying on"),
        ("info", "the embedded PostgreSQL is up again"),
    ]


async def test_another_address_is_told_because_nobody_would_look_there() -> None:
    _, said = await watched(Server([True, False], url="postgresql://elsewhere"))
    assert said[-1] == ("error", "the embedded PostgreSQL has another address than before; restart this process")


async def test_a_look_that_fails_is_told_and_the_next_one_is_taken() -> None:
    server = Server([OSError("too many open files"), True])
    waited, logged = await watched(server)
    assert (server.starts, waited) == (1, [1.0, 1.0])
    assert logged == [
        ("error", "the embedded PostgreSQL could not be looked after; looking again"),
        ("warning", "the embedded PostgreSQL is gone; starting it again"),
        ("info", "the embedded PostgreSQL is up again"),
    ]
