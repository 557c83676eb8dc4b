from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.quotas import DayLeft, QuotaView
from creatorport.domain.ids import WorkspaceId


@dataclass
class FakeQuotas:
    """A daily quota that tests set, and nothing per minute. `spent` are calls by workspace, of whatever day it is."""

    clock: Clock
    limit: int | None = None
    spent: dict[WorkspaceId, int] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    made: Counter[tuple[date, WorkspaceId]] = field(default_factory=Counter)

    def spend(self, workspace_id: WorkspaceId, calls: int) -> None:
        """Count calls that are made today."""
        self.made[self.clock.now().date(), workspace_id] += calls

    async def of(self, workspace_id: WorkspaceId) -> Sequence[QuotaView]:
        today = await self.today()
        if today is None:
            return []
        midnight = self.clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        here = self._todays().get(workspace_id, 0)
        used = sum(self._todays().values()) / today.limit
        return [QuotaView("open", "day", today.limit, used, here, today.left, midnight, None)]

    async def today(self) -> DayLeft | None:
        return None if self.limit is None else DayLeft(self.limit, max(0, self.limit - sum(self._todays().values())))

    def parts(self, workspaces: Sequence[WorkspaceId]) -> Sequence[float]:
        return [self.weights.get(workspace, 1.0) for workspace in workspaces]

    def _todays(self) -> Counter[WorkspaceId]:
        today = self.clock.now().date()
        booked = {workspace: calls for (day, workspace), calls in self.made.items() if day == today}
        return Counter(self.spent) + Counter(booked)
