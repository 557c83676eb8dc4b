from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.domain.ids import WorkspaceId


@dataclass(frozen=True, slots=True)
class QuotaView:
    """How one limit stands for a workspace.

    `scope` is an endpoint, or a family's name for all of its endpoints; `window` is "minute" or "day". `used` is the
    whole app's part of `limit`, between 0 and 1; what others used is not told apart. `used_here` and `left_here` are
    the workspace's own calls, made and possible now.
    """

    scope: str
    window: str
    limit: int
    used: float
    used_here: int
    left_here: int
    resets_at: datetime | None
    resting_until: datetime | None


@dataclass(frozen=True, slots=True)
class DayLeft:
    """The app's daily quota: its calls, and how many are left of today's."""

    limit: int
    left: int


class Quotas(Protocol):
    """How the budgets stand that calls to TikTok for Developers are counted in."""

    async def of(self, workspace_id: WorkspaceId) -> Sequence[QuotaView]: ...

    async def today(self) -> DayLeft | None:
        """Return how the app's daily quota stands; None where it has none. For jobs only."""
        ...

    def parts(self, workspaces: Sequence[WorkspaceId]) -> Sequence[float]:
        """Return the part of the app's calls that each of these workspaces is entitled to, in any unit."""
        ...
