from collections.abc import Collection, Mapping
from typing import Protocol

from creatorport.application.insight_views import BusinessConnectionView
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId


class InsightReads(Protocol):
    """What creators granted the business app. One statement per batch; what the workspace has not is left out."""

    async def connections(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, BusinessConnectionView]:
        """Return the connections of these accounts; only of those of `owner` where one is given."""
        ...
