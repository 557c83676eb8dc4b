import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class VirtualClock:
    """The simulator's only source of time: virtual Unix seconds.

    With speed 0 it stands still and moves by `advance` alone, which makes every run repeatable. With speed `x` it
    runs `x` virtual seconds per real second.
    """

    def __init__(self, start: float, speed: float = 0.0, *, real_seconds: Callable[[], float] = time.monotonic) -> None:
        self._real_seconds = real_seconds
        self._virtual_anchor = start
        self._real_anchor = real_seconds()
        self._speed = speed
        self._pinned: float | None = None

    @property
    def speed(self) -> float:
        return self._speed

    def now(self) -> float:
        if self._pinned is not None:
            return self._pinned
        if self._speed == 0:
            return self._virtual_anchor
        return self._virtual_anchor + (self._real_seconds() - self._real_anchor) * self._speed

    def advance(self, seconds: float) -> None:
        """Move forward. What fell due meanwhile runs when the agenda is next asked, each at its own time."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self._anchor(self.now() + seconds)

    def set_speed(self, speed: float) -> None:
        if speed < 0:
            raise ValueError("time only moves forward")
        self._anchor(self.now())
        self._speed = speed

    def continue_at(self, moment: float, speed: float) -> None:
        """Go on from where a clock stood that was saved, whatever this one has shown since it was made."""
        self._anchor(moment)
        self._speed = speed

    @contextmanager
    def standing_at(self, moment: float) -> Iterator[None]:
        """Show `moment` as the present, so that a late action is stamped with the time it was due."""
        before, self._pinned = self._pinned, moment
        try:
            yield
        finally:
            self._pinned = before

    def _anchor(self, moment: float) -> None:
        self._virtual_anchor = moment
        self._real_anchor = self._real_seconds()
