"""HookDelivery: one event on its way to one hook, from when it happened to its verdict."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from creatorport.domain.hooks.attempt import AttemptOutcome, HookAttempt
from creatorport.domain.hooks.news import HookNews
from creatorport.domain.hooks.schedule import WAITING_MAX, wait_after
from creatorport.domain.ids import HookDeliveryId, HookId, WorkspaceId
from creatorport.domain.machine import STAY, Machine

LOG_MAX: Final = 30
"""How many attempts are kept of one delivery, the newest: those of three rounds."""


class DeliveryState(StrEnum):
    """Waiting for its first attempt, or for its turn; waiting for another attempt; taken by the receiver; given up."""

    PENDING = "pending"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    DEAD = "dead"


class DeliveryVerb(StrEnum):
    DELIVER = "be delivered"
    FAIL = "fail"
    BURY = "be given up"
    REPLAY = "be replayed"
    REDIRECT = "be sent to another address"


class DeadBecause(StrEnum):
    """Every attempt failed; the receiver answered 410 Gone; its hook was disabled meanwhile; or it waited for too long,
    be it for its turn or for another attempt.
    """

    SPENT = "spent"
    GONE = "gone"
    DISABLED = "disabled"
    EXPIRED = "expired"


_S, _V = DeliveryState, DeliveryVerb

# An answer may come after the verdict: from a call under way while the hook was disabled, or from a process that was
# taken for dead. That it was delivered is true even then; that it was not adds nothing.
DELIVERY_MACHINE: Machine[DeliveryState, DeliveryVerb] = Machine(
    "webhook delivery",
    {
        _S.PENDING: {
            _V.DELIVER: _S.DELIVERED,
            _V.FAIL: _S.RETRYING,
            _V.BURY: _S.DEAD,
            _V.REPLAY: STAY,
            _V.REDIRECT: _S.PENDING,
        },
        _S.RETRYING: {
            _V.DELIVER: _S.DELIVERED,
            _V.FAIL: _S.RETRYING,
            _V.BURY: _S.DEAD,
            _V.REPLAY: _S.PENDING,
            _V.REDIRECT: _S.PENDING,
        },
        _S.DELIVERED: {_V.DELIVER: STAY, _V.FAIL: STAY, _V.BURY: STAY, _V.REPLAY: _S.PENDING, _V.REDIRECT: STAY},
        _S.DEAD: {_V.DELIVER: _S.DELIVERED, _V.FAIL: STAY, _V.BURY: STAY, _V.REPLAY: _S.PENDING, _V.REDIRECT: STAY},
    },
)
OPEN_STATES: Final = frozenset({DeliveryState.PENDING, DeliveryState.RETRYING})


@dataclass(frozen=True, slots=True)
class HookDelivery:
    """`attempts` counts those since it was made, replayed or sent elsewhere last, `tried` all of them; `due_at` is None
    for at once.

    `waits_since` is when it was looked at first after that. It is not when the event happened: that may have been told
    here late, and while nobody works here, no receiver is to blame.

    `began_at` is set while it is being sent. Whoever finds it set, and sends it alone, knows that an answer was lost.
    """

    id: HookDeliveryId
    workspace_id: WorkspaceId
    hook_id: HookId
    news: HookNews
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    tried: int = 0
    due_at: datetime | None = None
    began_at: datetime | None = None
    log: tuple[HookAttempt, ...] = ()
    settled_at: datetime | None = None
    because: DeadBecause | None = None
    waits_since: datetime | None = None
    version: int = 0

    @classmethod
    def of(cls, hook_id: HookId, workspace_id: WorkspaceId, news: HookNews) -> "HookDelivery":
        """An event and a hook meet once, and are named by both."""
        return cls(HookDeliveryId(f"{news.id}.{hook_id}"), workspace_id, hook_id, news)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_due(self, now: datetime) -> bool:
        return self.is_open and (self.due_at is None or self.due_at <= now)

    @property
    def expires_at(self) -> datetime | None:
        """Until when it may wait; None where it does not, or was not looked at yet."""
        return self.waits_since + WAITING_MAX if self.is_open and self.waits_since is not None else None

    def look(self, now: datetime) -> "HookDelivery":
        """Note since when it waits, or give it up where that was too long ago, whether or not it had its turn.

        One that is being sent is left to its answer.
        """
        if not self.is_open or self.began_at is not None:
            return self
        if self.expires_at is None:
            return replace(self, waits_since=now)
        return self.bury(DeadBecause.EXPIRED, now) if self.expires_at <= now else self

    def begin(self, now: datetime) -> "HookDelivery":
        """Note that it is about to be sent. An earlier sending that was never settled counts as an attempt, too."""
        seen = self
        if self.began_at is not None:
            lost = HookAttempt(self.tried + 1, self.began_at, AttemptOutcome.LOST, reason="its answer was lost here")
            seen = self.settle(lost, now)
        return replace(seen, began_at=now) if seen.is_open else seen

    def settle(
        self, attempt: HookAttempt, now: datetime, *, asked: timedelta | None = None, moved: bool = False
    ) -> "HookDelivery":
        """Take what came of an attempt. `asked` is how long the receiver wants to be left alone; `moved` says that the
        hook has another one since, of which neither that nor that it is gone is true. It is given up when its next
        attempt would be the one too many, or when its time would be over by then.

        One that was not begun, or begun anew by somebody else, is only believed where it brought the event there.
        """
        if not attempt.succeeded and self.began_at != attempt.at:
            return self
        if attempt.succeeded:
            state = DELIVERY_MACHINE.move(self.state, DeliveryVerb.DELIVER)
            return self if state is None else _ended(self._tried(attempt), state, now)
        if attempt.says_gone and not moved:
            return self._tried(attempt).bury(DeadBecause.GONE, now)
        wait = wait_after(self.attempts + 1, self.id, None if moved else asked)
        if wait is None:
            return self._tried(attempt).bury(DeadBecause.SPENT, now)
        if self.expires_at is not None and self.expires_at <= now + wait:
            return self._tried(attempt).bury(DeadBecause.EXPIRED, now)
        state = DELIVERY_MACHINE.move(self.state, DeliveryVerb.FAIL)
        # A verdict stands; that its last call came to nothing is in the log.
        return self._tried(attempt) if state is None else replace(self._tried(attempt), state=state, due_at=now + wait)

    def bury(self, because: DeadBecause, now: datetime) -> "HookDelivery":
        """Give it up. It can be replayed."""
        state = DELIVERY_MACHINE.move(self.state, DeliveryVerb.BURY)
        return self if state is None else replace(_ended(self, state, now), because=because)

    def replay(self) -> "HookDelivery":
        """Send it once more, under the same id, with all attempts before it; one that waits for its first is anyway."""
        return self._anew(DeliveryVerb.REPLAY)

    def redirect(self) -> "HookDelivery":
        """Send it to the new address of its hook at once, with all attempts and all its time before it, where it is on
        its way.
        """
        return self._anew(DeliveryVerb.REDIRECT)

    def _anew(self, verb: DeliveryVerb) -> "HookDelivery":
        state = DELIVERY_MACHINE.move(self.state, verb)
        if state is None:
            return self
        return replace(self, state=state, attempts=0, due_at=None, settled_at=None, because=None, waits_since=None)

    def _tried(self, attempt: HookAttempt) -> "HookDelivery":
        log = (*self.log, replace(attempt, number=self.tried + 1))[-LOG_MAX:]
        return replace(self, attempts=self.attempts + 1, tried=self.tried + 1, log=log, began_at=None)


def _ended(one: HookDelivery, state: DeliveryState, now: datetime) -> HookDelivery:
    return replace(one, state=state, due_at=None, settled_at=now, because=None)
