from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.sync import SyncRun, SyncTimes


class Syncs(Protocol):
    """Sync runs, at most one of them open per account, and the times at which accounts are synced."""

    async def add(self, run: SyncRun) -> None:
        """Raises ConcurrentChange when the account has an open run."""
        ...

    async def save(self, run: SyncRun) -> None:
        """Store a changed run. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def find_open(self, workspace_id: WorkspaceId, account_id: AccountId) -> SyncRun | None: ...

    async def every_open(self) -> Sequence[SyncRun]:
        """Return the open runs of all workspaces, oldest first. For jobs only."""
        ...

    async def lock_times(self, workspace_id: WorkspaceId, account_id: AccountId) -> SyncTimes:
        """Load, and let nobody else change them until this unit of work ends; empty ones for a new account."""
        ...

    async def keep_times(self, times: SyncTimes) -> None:
        """Store the times of an account, locked in this unit of work."""
        ...

    async def due(self, now: datetime, most: int) -> Sequence[SyncTimes]:
        """Return the times of all workspaces whose `next_at` has come, the longest due first. For jobs only."""
        ...
