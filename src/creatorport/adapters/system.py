"""The machine's clock and randomness."""

import secrets
import threading
import time
import uuid
from datetime import UTC, datetime


class SystemClock:
    """The machine's time in UTC. When the machine is set back, it stands still until the time comes round again."""

    def __init__(self) -> None:
        self._latest = datetime.now(UTC)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            self._latest = max(self._latest, datetime.now(UTC))
            return self._latest


class SystemIdentities:
    """Ids are UUIDs of version 7 (RFC 9562): the time in milliseconds, a counter within it, and randomness."""

    def __init__(self) -> None:
        self._moment = 0
        self._counter = 0
        self._lock = threading.Lock()

    def new(self) -> str:
        with self._lock:
            moment = time.time_ns() // 1_000_000
            if moment > self._moment:
                self._moment, self._counter = moment, secrets.randbits(11)
            else:
                self._counter += 1
                if self._counter >= 1 << 12:
                    # More than the counter holds within one millisecond, or a clock set back: borrow from the next.
                    self._moment, self._counter = self._moment + 1, 0
            moment, counter = self._moment, self._counter
        number = moment << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | secrets.randbits(62)
        return str(uuid.UUID(int=number))

    def unguessable(self) -> str:
        return secrets.token_urlsafe(48)
