"""Reads of outgoing webhooks, for one member: each asks the policy first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.hook_views import HookDeliveryView, HookView
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.hooks import HookReads
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import HookDeliveryId, HookId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class HookQueries:
    """Every method raises NotAllowed."""

    member: Member
    reads: HookReads

    async def every(self) -> Sequence[HookView]:
        return await self._allowed.of_workspace(self.member.workspace_id)

    async def by_ids(self, ids: Collection[HookId]) -> Mapping[HookId, HookView]:
        return await self._allowed.by_ids(self.member.workspace_id, ids)

    async def deliveries(
        self,
        part: Slice,
        *,
        hook_id: HookId | None = None,
        states: Collection[str] = (),
        types: Collection[str] = (),
    ) -> Page[HookDeliveryView]:
        workspace_id = self.member.workspace_id
        return await self._allowed.deliveries(workspace_id, part, hook_id=hook_id, states=states, types=types)

    async def deliveries_by_ids(self, ids: Collection[HookDeliveryId]) -> Mapping[HookDeliveryId, HookDeliveryView]:
        return await self._allowed.deliveries_by_ids(self.member.workspace_id, ids)

    @property
    def _allowed(self) -> HookReads:
        authorize(self.member, Action.SEE_OUTGOING_WEBHOOKS)
        return self.reads
