"""InvitationBatch: up to 1,000 creators asked into one campaign at once, worked off slice by slice."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.domain.ids import BatchId, CampaignId, MemberId, TemplateId, WorkspaceId
from creatorport.domain.machine import REFUSE, STAY, Machine


class BatchState(StrEnum):
    WORKING = "working"
    WAITING = "waiting"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"


class BatchVerb(StrEnum):
    HAND_OVER = "be handed over"
    SETTLE = "be settled"
    CANCEL = "be cancelled"


_S, _V = BatchState, BatchVerb

# Handed over: nobody is queued any more. Settled: TikTok's answers are all known.
BATCH_MACHINE: Machine[BatchState, BatchVerb] = Machine(
    "batch",
    {
        _S.WORKING: {_V.HAND_OVER: _S.WAITING, _V.SETTLE: REFUSE, _V.CANCEL: _S.CANCELLING},
        _S.WAITING: {_V.HAND_OVER: STAY, _V.SETTLE: _S.DONE, _V.CANCEL: REFUSE},
        _S.CANCELLING: {_V.HAND_OVER: STAY, _V.SETTLE: _S.CANCELLED, _V.CANCEL: STAY},
        _S.DONE: {_V.HAND_OVER: STAY, _V.SETTLE: STAY, _V.CANCEL: REFUSE},
        _S.CANCELLED: {_V.HAND_OVER: STAY, _V.SETTLE: STAY, _V.CANCEL: STAY},
    },
)


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """How many creators of a batch stand where; together they are all of them.

    `waiting` have an invitation that waits for the campaign's launch; of the `unknown`, TikTok's answer was lost, and
    it is being found out.
    """

    queued: int = 0
    waiting: int = 0
    sending: int = 0
    unknown: int = 0
    sent: int = 0
    refused: int = 0
    undeliverable: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, one.name) for one in fields(self))

    @property
    def under_way(self) -> int:
        """How many TikTok was asked about, or is about to be, without an answer so far."""
        return self.sending + self.unknown


@dataclass(frozen=True, slots=True)
class InvitationBatch:
    """`counts` are those that were last told to its followers. `template` is the id and version it was written by;
    `life` is how long its invitations last, None where that is left to this gateway.
    """

    id: BatchId
    workspace_id: WorkspaceId
    campaign_id: CampaignId
    created_by: MemberId
    created_at: datetime
    counts: BatchCounts
    template: tuple[TemplateId, int] | None = None
    life: timedelta | None = None
    state: BatchState = BatchState.WORKING
    settled_at: datetime | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do, or to learn."""
        return self.state in (BatchState.WORKING, BatchState.WAITING, BatchState.CANCELLING)

    def see(self, counts: BatchCounts, now: datetime) -> "InvitationBatch":
        """Take how far it is, and move on accordingly. Returns the very same when nothing is new."""
        seen = self if counts == self.counts else replace(self, counts=counts)
        if counts.queued == 0:
            seen = _moved(seen, BatchVerb.HAND_OVER)
            if counts.under_way == 0:
                settled = _moved(seen, BatchVerb.SETTLE)
                seen = seen if settled is seen else replace(settled, settled_at=now)
        return seen

    def cancel(self) -> "InvitationBatch":
        """Hand over nobody else. Raises WrongState when there is nobody left whom that could help."""
        return _moved(self, BatchVerb.CANCEL)


def _moved(batch: InvitationBatch, verb: BatchVerb) -> InvitationBatch:
    state = BATCH_MACHINE.move(batch.state, verb)
    return batch if state is None else replace(batch, state=state)
