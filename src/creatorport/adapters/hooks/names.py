"""Asking the system where a name leads."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import TypeAlias

from creatorport.domain.hooks.addresses import Address

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[Address]]]
"""Where a name leads, the preferred address first. Raises OSError, for a name that leads nowhere."""

Ask: TypeAlias = Callable[[str, int], Sequence[str]]
"""The same, while the whole thread waits."""

_THREADS = 16


class SystemNames:
    """Asks in threads of its own: a name that others chose takes as long as its servers like.

    So that it holds up no other names, those who ask for one at the same time share the answer, and the thread.
    """

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask or _ask
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="hook-names")
        self._asked: dict[tuple[str, int], asyncio.Future[Sequence[str]]] = {}

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        asked = self._asked.get((host, port)) or self._begin(host, port)
        # Whoever waits no longer takes the answer from nobody else.
        await asyncio.wait([asked])
        return [ip_address(one) for one in dict.fromkeys(asked.result())]

    def _begin(self, host: str, port: int) -> asyncio.Future[Sequence[str]]:
        def end(answered: asyncio.Future[Sequence[str]]) -> None:
            del self._asked[host, port]
            if not answered.cancelled():
                answered.exception()  # looked at, where nobody waits any longer

        asked = asyncio.get_running_loop().run_in_executor(self._threads, self._ask, host, port)
        self._asked[host, port] = asked
        asked.add_done_callback(end)
        return asked


def _ask(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError("a name that no server can be asked for") from error
    return [str(where[0]) for *_, where in answers]
