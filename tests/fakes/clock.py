from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Move forward, and return the new time."""
        if by < timedelta(0):
            raise ValueError("the clock never goes backwards")
        self._now += by
        return self._now

    def move_to(self, instant: datetime) -> datetime:
        return self.advance(instant - self._now)
