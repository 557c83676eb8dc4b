"""BatchItem: one creator within a batch of invitations, and what came of inviting them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from creatorport.domain.error_roots import FixableBy
from creatorport.domain.ids import BatchId, CreatorId, EffectId, InvitationId, WorkspaceId
from creatorport.domain.machine import REFUSE, STAY, Machine
from creatorport.domain.remedies import Remedy
from creatorport.domain.terms import Offer


class ItemState(StrEnum):
    """How far our own part is. What TikTok makes of an invited one is told by its invitation."""

    QUEUED = "queued"
    INVITED = "invited"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class ItemVerb(StrEnum):
    INVITE = "be invited"
    REFUSE = "be refused"
    CANCEL = "be cancelled"


_S, _V = ItemState, ItemVerb

ITEM_MACHINE: Machine[ItemState, ItemVerb] = Machine(
    "batch's item",
    {
        _S.QUEUED: {_V.INVITE: _S.INVITED, _V.REFUSE: _S.REFUSED, _V.CANCEL: _S.CANCELLED},
        _S.INVITED: {_V.INVITE: REFUSE, _V.REFUSE: REFUSE, _V.CANCEL: REFUSE},
        _S.REFUSED: {_V.INVITE: REFUSE, _V.REFUSE: STAY, _V.CANCEL: STAY},
        _S.CANCELLED: {_V.INVITE: REFUSE, _V.REFUSE: STAY, _V.CANCEL: STAY},
    },
)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a creator is not invited, and what helps."""

    code: str
    reason: str
    fixable_by: FixableBy
    remedy: Remedy | None


@dataclass(frozen=True, slots=True)
class BatchItem:
    """`position` counts from 1, in the order of the request. The message is written when the batch is made."""

    workspace_id: WorkspaceId
    batch_id: BatchId
    position: int
    creator_id: CreatorId
    handle: str | None
    message: str | None
    offer: Offer | None = None
    state: ItemState = ItemState.QUEUED
    hindrance: Hindrance | None = None
    invitation_id: InvitationId | None = None
    effect_id: EffectId | None = None

    def invite(self, invitation_id: InvitationId, effect_id: EffectId | None) -> "BatchItem":
        """There is an invitation now; `effect_id` is what hands it to TikTok, where that is under way."""
        return replace(self._moved(ItemVerb.INVITE), invitation_id=invitation_id, effect_id=effect_id)

    def refuse(self, hindrance: Hindrance) -> "BatchItem":
        moved = self._moved(ItemVerb.REFUSE)
        return moved if moved is self else replace(moved, hindrance=hindrance)

    def cancel(self) -> "BatchItem":
        return self._moved(ItemVerb.CANCEL)

    def _moved(self, verb: ItemVerb) -> "BatchItem":
        state = ITEM_MACHINE.move(self.state, verb)
        return self if state is None else replace(self, state=state)
