"""Reads of publications, for one member: each asks the policy first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.publication_reads import PublicationReads
from creatorport.application.publication_views import PublicationView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import AccountId, MemberId, PublicationId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class PublicationQueries:
    """What one member may read: a creator, those of their own accounts. Every method raises NotAllowed."""

    member: Member
    reads: PublicationReads

    async def page(
        self, part: Slice, *, account_id: AccountId | None = None, states: Collection[str] = ()
    ) -> Page[PublicationView]:
        owner = self._owner()
        return await self.reads.page(self.member.workspace_id, part, account_id=account_id, states=states, owner=owner)

    async def by_ids(self, ids: Collection[PublicationId]) -> Mapping[PublicationId, PublicationView]:
        return await self.reads.by_ids(self.member.workspace_id, ids, owner=self._owner())

    def _owner(self) -> MemberId | None:
        authorize(self.member, Action.SEE_OWN_PUBLICATIONS)
        return None if may(self.member, Action.SEE_ALL_ACCOUNTS) else self.member.id
