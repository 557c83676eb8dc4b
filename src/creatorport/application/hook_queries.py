"""Reads of outgoing webhooks, for one member: each asks the policy first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from creatorport.application.hook_views import HookDeliveryView, HookView
from creatorport.application.policy import Action, authorize, may
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

    async def urls(self, ids: Collection[HookId]) -> Mapping[HookId, str]:
        """Return their whole addresses: many a receiver is told from others by a secret in it."""
        authorize(self.member, Action.MANAGE_OUTGOING_WEBHOOKS)
        return await self.reads.urls(self.member.workspace_id, ids)

    async def deliveries(
        self,
        part: Slice,
        *,
        hook_id: HookId | None = None,
        states: Collection[str] = (),
        types: Collection[str] = (),
    ) -> Page[HookDeliveryView]:
        workspace_id = self.member.workspace_id
        page = await self._allowed.deliveries(workspace_id, part, hook_id=hook_id, states=states, types=types)
        return replace(page, nodes=[self._shown(one) for one in page.nodes])

    async def deliveries_by_ids(self, ids: Collection[HookDeliveryId]) -> Mapping[HookDeliveryId, HookDeliveryView]:
        found = await self._allowed.deliveries_by_ids(self.member.workspace_id, ids)
        return {key: self._shown(one) for key, one in found.items()}

    def _shown(self, one: HookDeliveryView) -> HookDeliveryView:
        return one if may(self.member, Action.MANAGE_OUTGOING_WEBHOOKS) else one.without_answers()

    @property
    def _allowed(self) -> HookReads:
        authorize(self.member, Action.SEE_OUTGOING_WEBHOOKS)
        return self.reads
