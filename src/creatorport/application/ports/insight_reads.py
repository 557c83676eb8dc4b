from collections.abc import Collection, Mapping
from typing import Protocol

from creatorport.application.insight_views import BusinessConnectionView, StoredInsights
from creatorport.domain.ids import AccountId, CreatorId, MemberId, WorkspaceId


class InsightReads(Protocol):
    """What creators granted the business app, and what came of it. One statement per batch; what the workspace has not
    is left out.

    The two stores of insights meet here, in one member's answer, and nowhere else: an account and a creator of the same
    handle within the same workspace are shown with what both tell.
    """

    async def connections(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, BusinessConnectionView]:
        """Return the connections of these accounts; only of those of `owner` where one is given."""
        ...

    async def of_accounts(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], days: int, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, StoredInsights]:
        """Return what is kept of these accounts, with the newest `days` of history; only of those of `owner`."""
        ...

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], days: int
    ) -> Mapping[CreatorId, StoredInsights]:
        """Return what is kept of these creators, with the newest `days` of history."""
        ...
