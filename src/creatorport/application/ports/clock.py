from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time of the business: aware, in UTC, never going backwards within a process."""

    def now(self) -> datetime: ...
