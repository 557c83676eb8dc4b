"""Waiting for another process: ask again until it holds, with a deadline.

The longer it takes the less often it is asked: asking is work for both processes, which others wait for meanwhile.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

_PAUSE, _LONGEST_PAUSE, _SHARE = 0.05, 0.5, 0.1


async def eventually(probe: Callable[[], Awaitable[T]], what: str, *, within: float = 60.0) -> T:
    """Return the first answer of `probe` that is true. Raises AssertionError with the last one at the deadline."""
    began = time.monotonic()
    while not (answer := await probe()):
        assert time.monotonic() < began + within, f"not within {within} s: {what}; last seen: {answer!r}"
        await asyncio.sleep(_pause(began))
    return answer


def soon(holds: Callable[[], T], what: str, *, within: float = 60.0) -> T:
    """The same for what answers at once."""
    began = time.monotonic()
    while not (answer := holds()):
        assert time.monotonic() < began + within, f"not within {within} s: {what}; last seen: {answer!r}"
        time.sleep(_pause(began))
    return answer


def _pause(began: float) -> float:
    return min(_LONGEST_PAUSE, max(_PAUSE, _SHARE * (time.monotonic() - began)))
