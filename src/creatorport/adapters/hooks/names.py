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

_THREADS = 16


class SystemNames:
    """Asks in threads of its own: a name that others chose takes as long as its servers like, and holds up nobody."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="hook-names")

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _ask, host, port)
        return [ip_address(one) for one in dict.fromkeys(found)]


def _ask(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError("a name that no server can be asked for") from error
    return [str(where[0]) for *_, where in answers]
