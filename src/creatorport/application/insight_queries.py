"""Reads of insights, for one member; a part of `queries.Queries`."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from creatorport.application.insight_views import BusinessConnectionView, StoredInsights
from creatorport.application.policy import Action, authorize, may
from creatorport.domain.ids import AccountId, CreatorId, MemberId
from creatorport.domain.workspace import Member

if TYPE_CHECKING:
    from creatorport.application.queries import Reads


class InsightQueries:
    __slots__ = ()

    member: Member
    reads: "Reads"

    async def business_connections(self, ids: Collection[AccountId]) -> Mapping[AccountId, BusinessConnectionView]:
        return await self.reads.insights.connections(self.member.workspace_id, ids, owner=self._whose())

    async def insights_of_accounts(self, ids: Collection[AccountId], days: int) -> Mapping[AccountId, StoredInsights]:
        return await self.reads.insights.of_accounts(self.member.workspace_id, ids, days, owner=self._whose())

    async def insights_of_creators(self, ids: Collection[CreatorId], days: int) -> Mapping[CreatorId, StoredInsights]:
        """What members may see who see creators and all accounts: the brand's, and none of the creators."""
        authorize(self.member, Action.SEE_CREATORS)
        authorize(self.member, Action.SEE_ALL_ACCOUNTS)
        return await self.reads.insights.of_creators(self.member.workspace_id, ids, days)

    def _whose(self) -> MemberId | None:
        """Whose accounts the member may see: their own, or everybody's (None)."""
        authorize(self.member, Action.SEE_OWN_ACCOUNTS)
        return None if may(self.member, Action.SEE_ALL_ACCOUNTS) else self.member.id
