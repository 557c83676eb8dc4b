from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.batch_views import BatchItemView, BatchView
from creatorport.application.views import Page, Slice
from creatorport.domain.batch_item import BatchItem, ItemState
from creatorport.domain.effect import Effect, EffectState
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import BatchId, CampaignId, InvitationId, WorkspaceId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch
from creatorport.domain.remedies import Remedy
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf
from tests.fakes.transaction import Transaction

_BATCHES: Order[InvitationBatch] = Order("batches", lambda one: (one.created_at, one.id), descending=True)
_ITEMS: Order[BatchItem] = Order("batch-items", lambda one: (one.position, ""))
_PLACES = {InvitationState.DRAFT: "waiting", InvitationState.UNDELIVERABLE: "undeliverable"}


class InMemoryInvitationBatches:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, batch: InvitationBatch, items: Sequence[BatchItem]) -> None:
        await self._at.add(("batch", batch.workspace_id, batch.id), batch)
        await self.save_items(items)

    async def save(self, batch: InvitationBatch) -> None:
        await self._at.save(("batch", batch.workspace_id, batch.id), batch)

    async def load(self, workspace_id: WorkspaceId, batch_id: BatchId) -> InvitationBatch:
        found = self._at.get(("batch", workspace_id, batch_id))
        if not isinstance(found, InvitationBatch):
            raise NotFound("batch of invitations", batch_id)
        return found

    async def lock(self, workspace_id: WorkspaceId, batch_id: BatchId) -> InvitationBatch:
        await self._at.lock(("batch", workspace_id, batch_id))
        return await self.load(workspace_id, batch_id)

    async def queued(self, workspace_id: WorkspaceId, batch_id: BatchId, most: int) -> Sequence[BatchItem]:
        return [one for one in self._items(workspace_id, batch_id) if one.state is ItemState.QUEUED][:most]

    async def save_items(self, items: Iterable[BatchItem]) -> None:
        for item in items:
            self._at.put(("batch_item", item.workspace_id, (item.batch_id, item.position)), item)

    async def counts(self, workspace_id: WorkspaceId, batch_id: BatchId) -> BatchCounts:
        invitations = {
            one.id: one for one in self._at.all("invitation", Invitation, lambda one: one.workspace_id == workspace_id)
        }
        lost = _lost(self._at.all("effect", Effect, lambda one: one.workspace_id == workspace_id))
        return _counted(self._items(workspace_id, batch_id), invitations, lost)

    async def every_open(self) -> Sequence[InvitationBatch]:
        found = self._at.all("batch", InvitationBatch, lambda one: one.is_open)
        return sorted(found, key=lambda one: (one.created_at, one.id))

    def _items(self, workspace_id: WorkspaceId, batch_id: BatchId) -> Sequence[BatchItem]:
        found = self._at.all(
            "batch_item", BatchItem, lambda one: (one.workspace_id, one.batch_id) == (workspace_id, batch_id)
        )
        return sorted(found, key=lambda one: one.position)


@dataclass
class InMemoryBatchReads:
    shelf: Shelf

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[BatchId]) -> Mapping[BatchId, BatchView]:
        found = self.shelf.of(InvitationBatch, workspace_id, "batch", "batches.by_ids")
        return {one.id: self._batch(one) for one in found if one.id in ids}

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[BatchView]]:
        found = self.shelf.of(InvitationBatch, workspace_id, "batch", "batches.pages_of_campaigns")
        return {
            key: _BATCHES.page([one for one in found if one.campaign_id == key], part, self._batch)
            for key in self.shelf.campaigns(workspace_id, ids)
        }

    async def pages_of_items(
        self, workspace_id: WorkspaceId, ids: Collection[BatchId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[BatchId, Page[BatchItemView]]:
        batches = self.shelf.of(InvitationBatch, workspace_id, "batch", "batches.pages_of_items")
        items = self.shelf.of(BatchItem, workspace_id, "batch_item")
        invitations, lost = self._around(workspace_id)

        def view(item: BatchItem) -> BatchItemView:
            return _item(item, invitations, lost)

        return {
            key: _ITEMS.page(
                [one for one in items if one.batch_id == key and (not states or view(one).state in states)], part, view
            )
            for key in ids
            if any(one.id == key for one in batches)
        }

    def _batch(self, batch: InvitationBatch) -> BatchView:
        items = [one for one in self.shelf.of(BatchItem, batch.workspace_id, "batch_item") if one.batch_id == batch.id]
        template_id, number = batch.template or (None, None)
        return BatchView(
            id=batch.id,
            campaign_id=batch.campaign_id,
            state=batch.state.value,
            created_by=batch.created_by,
            created_at=batch.created_at,
            settled_at=batch.settled_at,
            template_id=template_id,
            template_number=number,
            counts=_counted(items, *self._around(batch.workspace_id)),
        )

    def _around(self, workspace_id: WorkspaceId) -> tuple[Mapping[InvitationId, Invitation], Collection[str]]:
        invitations = {one.id: one for one in self.shelf.of(Invitation, workspace_id, "invitation")}
        return invitations, _lost(self.shelf.of(Effect, workspace_id, "effect"))


def _lost(effects: Iterable[Effect]) -> Collection[str]:
    """The ids and subjects of the effects whose answer was lost."""
    return {name for one in effects if one.state is EffectState.UNKNOWN for name in (one.id, one.subject)}


def _counted(
    items: Iterable[BatchItem], invitations: Mapping[InvitationId, Invitation], lost: Collection[str]
) -> BatchCounts:
    return BatchCounts(**Counter(_place(item, invitations, lost) for item in items))


def _place(item: BatchItem, invitations: Mapping[InvitationId, Invitation], lost: Collection[str]) -> str:
    if item.invitation_id is None:
        return item.state.value
    invitation = invitations[item.invitation_id]
    if invitation.state is InvitationState.SENDING:
        return "unknown" if {item.effect_id, invitation.id} & {*lost} else "sending"
    if invitation.state is InvitationState.WITHDRAWN and invitation.sent_at is None:
        return "cancelled"
    return _PLACES.get(invitation.state, "sent")


def _item(item: BatchItem, invitations: Mapping[InvitationId, Invitation], lost: Collection[str]) -> BatchItemView:
    failure = None if item.invitation_id is None else invitations[item.invitation_id].failure
    hindrance = item.hindrance
    remedy = Remedy.JOIN_LINK if failure is not None else hindrance.remedy if hindrance else None
    return BatchItemView(
        position=item.position,
        creator_id=item.creator_id,
        handle=item.handle,
        message=item.message,
        state=_place(item, invitations, lost),
        code=hindrance.code if hindrance else None,
        reason=failure or (hindrance.reason if hindrance else None),
        fixable_by=hindrance.fixable_by.value if hindrance else None,
        remedy=None if remedy is None else remedy.value,
        invitation_id=item.invitation_id,
    )
