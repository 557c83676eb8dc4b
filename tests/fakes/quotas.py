from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.quotas import DayLeft, QuotaView
from creatorport.domain.ids import WorkspaceId


@dataclass
class FakeQuotas:
    """A daily quota that tests set, and nothing per minute. `spent` are calls by workspace."""

    clock: Clock
    limit: int | None = None
    spent: dict[WorkspaceId, int] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)

    async def of(self, workspace_id: WorkspaceId) -> Sequence[QuotaView]:
        today = await self.today()
        if today is None:
            return []
        midnight = self.clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        here = self.spent.get(workspace_id, 0)
        used = (today.limit - today.left) / today.limit
        return [QuotaView("open", "day", today.limit, used, here, today.left, midnight, None)]

    async def today(self) -> DayLeft | None:
        return None if self.limit is None else DayLeft(self.limit, self.limit - sum(self.spent.values()))

    def parts(self, workspaces: Sequence[WorkspaceId]) -> Sequence[float]:
        return [self.weights.get(workspace, 1.0) for workspace in workspaces]
