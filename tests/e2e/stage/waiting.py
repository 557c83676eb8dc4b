"""Waiting for another process: ask again until it holds, with a deadline."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

_PAUSE = 0.05


async def eventually(probe: Callable[[], Awaitable[T]], what: str, *, within: float = 20.0) -> T:
    """Return the first answer of `probe` that is true. Raises AssertionError with the last one at the deadline."""
    deadline = time.monotonic() + within
    while not (answer := await probe()):
        assert time.monotonic() < deadline, f"not within {within} s: {what}; last seen: {answer!r}"
        await asyncio.sleep(_PAUSE)
    return answer


def soon(holds: Callable[[], T], what: str, *, within: float = 20.0) -> T:
    """The same for what answers at once."""
    deadline = time.monotonic() + within
    while not (answer := holds()):
        assert time.monotonic() < deadline, f"not within {within} s: {what}; last seen: {answer!r}"
        time.sleep(_PAUSE)
    return answer
