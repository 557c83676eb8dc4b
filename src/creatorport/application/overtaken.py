"""Changing what others change too, without a lock: whoever is overtaken tries again on what the other one left."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from creatorport.domain.errors import ConcurrentChange

R = TypeVar("R")


async def until_kept(attempt: Callable[[], Awaitable[R]]) -> R:
    """Make an attempt, which is a unit of work of its own, again for as long as somebody else was quicker."""
    while True:
        try:
            return await attempt()
        except ConcurrentChange:
            continue
