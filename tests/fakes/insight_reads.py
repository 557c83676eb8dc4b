"""The reads of insights in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from creatorport.application.insight_views import BusinessConnectionView
from creatorport.domain.account import TikTokAccount
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId
from tests.fakes.shelf import Shelf


@dataclass
class InMemoryInsightReads:
    shelf: Shelf

    async def connections(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, BusinessConnectionView]:
        found = self.shelf.of(BusinessConnection, workspace_id, "business", "insights.connections")
        seen = self._seen(workspace_id, ids, owner)
        return {one.account_id: _view(one) for one in found if one.account_id in seen}

    def _seen(self, workspace_id: WorkspaceId, ids: Collection[AccountId], owner: MemberId | None) -> set[AccountId]:
        accounts = self.shelf.of(TikTokAccount, workspace_id, "account")
        return {one.id for one in accounts if one.id in ids and owner in (None, one.owner)}


def _view(one: BusinessConnection) -> BusinessConnectionView:
    grant = one.grant
    return BusinessConnectionView(
        account_id=one.account_id,
        handle=one.handle.text if one.handle else None,
        state=one.state.value,
        cause=one.cause,
        loss=one.loss.value if one.loss else None,
        scopes=tuple(sorted(grant.scopes)) if grant else (),
        missing_scopes=tuple(sorted(one.missing_scopes)),
        connected_at=one.connected_at,
        access_expires_at=grant.access_expires_at if grant else None,
        refresh_expires_at=grant.refresh_expires_at if grant else None,
    )
