from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret


class Idempotency(Protocol):
    """What each idempotency key was used for, and what came of it.

    A key is claimed in the same unit of work as the effect that it guards, so that both are kept or neither.
    A claim waits for a concurrent one of the same key.
    """

    async def claim(self, workspace_id: WorkspaceId, key: str, fingerprint: str) -> str | None:
        """Return None when the key is fresh, and now ours; otherwise the outcome that was kept for it.

        Raises IdempotencyConflict when the key was claimed with another fingerprint.
        """
        ...

    async def forget_older_than(self, age: timedelta) -> Mapping[WorkspaceId, int]:
        """Forget keys that were claimed longer ago, in real time; return how many of each workspace that had any."""
        ...

    async def secret(self, workspace_id: WorkspaceId, key: str) -> Secret:
        """Return the secret that was kept for a key. Raises LookupError where none was, VaultError."""
        ...

    async def keep(self, workspace_id: WorkspaceId, key: str, outcome: str, secret: Secret | None = None) -> None:
        """Keep the outcome of a key claimed in this unit of work. A secret that belongs to it is sealed."""
        ...
