"""How often one visitor may come to the pages that are open to everybody."""

import time
from collections import OrderedDict
from collections.abc import Callable

_REMEMBERED = 10_000


class Visitors:
    """A bucket of visits for each address, refilled evenly. Of the addresses that came last, 10,000 are remembered.

    Each process counts for itself: this keeps guessing and hammering slow, it is no budget.
    """

    def __init__(self, *, per_minute: float = 60, now: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._rate = per_minute / 60
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Count a visit, and return 0; or return for how many seconds the visitor has to wait, and count none."""
        now = self._now()
        left, at = self._left.pop(address, (self._most, now))
        left = min(self._most, left + (now - at) * self._rate)
        allowed = left >= 1
        self._left[address] = (left - 1 if allowed else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return 0 if allowed else (1 - left) / self._rate
