from datetime import datetime
from typing import Protocol

from creatorport.domain.connecting import ConnectAttempt


class ConnectAttempts(Protocol):
    """Consent round trips under way. Found by the hash of their state, which itself is not stored."""

    async def add(self, attempt: ConnectAttempt) -> None: ...

    async def save(self, attempt: ConnectAttempt) -> None: ...

    async def lock(self, state_hash: str) -> ConnectAttempt:
        """Load, and let nobody else use it until this unit of work ends. Raises StateUnknown."""
        ...

    async def forget_before(self, instant: datetime) -> int:
        """Drop attempts started before `instant`; return how many."""
        ...
