from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.views import Page, PurgeView, Slice
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.retention import Purge


@dataclass(frozen=True, slots=True)
class OverdueAccount:
    """An account of which something personal is due. `tried_at` is when its last sync ended, however it did."""

    workspace_id: WorkspaceId
    account_id: AccountId
    tried_at: datetime | None


class Retention(Protocol):
    """What is due to be dropped in all workspaces, and the append-only report of what was."""

    async def overdue(self, read_before: datetime, most: int) -> Sequence[OverdueAccount]:
        """Return accounts whose profile, or a video of which, still stands as it was read at or before `read_before`,
        and those whose data must go at once; the longest unread first. Those with an open sync run are left out.
        """
        ...

    async def report(self, purge: Purge) -> None:
        """Add a line to the report."""
        ...


class PurgeReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[PurgeView]:
        """Newest first."""
        ...
