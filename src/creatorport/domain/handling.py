"""Handling: what became of one stored webhook, from its arrival to a verdict."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from creatorport.domain.ids import WorkspaceId
from creatorport.domain.machine import STAY, Machine
from creatorport.domain.texts import plain

ATTEMPTS_MAX = 8
"""How often one delivery is tried before it is given up. With the queue's waits in between, that takes minutes."""

_ERROR_MAX, _OUTCOME_MAX = 500, 2000


class HandlingState(StrEnum):
    WAITING = "waiting"
    PROCESSED = "processed"
    DEAD = "dead"


class HandlingVerb(StrEnum):
    SETTLE = "settle"
    FAIL = "fail"
    BURY = "bury"
    REPLAY = "replay"


_S, _V = HandlingState, HandlingVerb

# A job may come twice, or late. Once there is a verdict it stands, until somebody asks for a replay.
HANDLING_MACHINE: Machine[HandlingState, HandlingVerb] = Machine(
    "webhook delivery",
    {
        _S.WAITING: {_V.SETTLE: _S.PROCESSED, _V.FAIL: _S.WAITING, _V.BURY: _S.DEAD, _V.REPLAY: STAY},
        _S.PROCESSED: {_V.SETTLE: STAY, _V.FAIL: STAY, _V.BURY: STAY, _V.REPLAY: _S.WAITING},
        _S.DEAD: {_V.SETTLE: STAY, _V.FAIL: STAY, _V.BURY: STAY, _V.REPLAY: _S.WAITING},
    },
)


@dataclass(frozen=True, slots=True)
class Handling:
    """`concerns` names the workspaces that the delivery is about, none where it is about nobody here; None is not
    known yet. `error` is what went wrong in the last attempt that failed.
    """

    state: HandlingState = HandlingState.WAITING
    attempts: int = 0
    tried_at: datetime | None = None
    settled_at: datetime | None = None
    outcome: str | None = None
    error: str | None = None
    concerns: frozenset[WorkspaceId] | None = None

    @property
    def is_waiting(self) -> bool:
        return self.state is HandlingState.WAITING

    def settle(self, outcome: str, concerns: frozenset[WorkspaceId], now: datetime) -> "Handling":
        """It was acted on, and this came of it."""
        state = HANDLING_MACHINE.move(self.state, HandlingVerb.SETTLE)
        if state is None:
            return self
        tried = self._tried(now)
        return replace(
            tried, state=state, settled_at=now, outcome=_bounded(outcome, _OUTCOME_MAX), error=None, concerns=concerns
        )

    def fail(self, error: str, now: datetime) -> "Handling":
        """An attempt went wrong. The last one that is allowed makes it a dead letter."""
        if self.attempts + 1 >= ATTEMPTS_MAX:
            return self.bury(error, now)
        state = HANDLING_MACHINE.move(self.state, HandlingVerb.FAIL)
        return self if state is None else replace(self._tried(now), state=state, error=_bounded(error, _ERROR_MAX))

    def bury(self, error: str, now: datetime) -> "Handling":
        """Make it a dead letter: trying it again would not help."""
        state = HANDLING_MACHINE.move(self.state, HandlingVerb.BURY)
        if state is None:
            return self
        return replace(self._tried(now), state=state, settled_at=now, outcome=None, error=_bounded(error, _ERROR_MAX))

    def about(self, concerns: frozenset[WorkspaceId]) -> "Handling":
        """Note whom it is about, as far as that could be found out before something went wrong."""
        return replace(self, concerns=concerns)

    def replay(self) -> "Handling":
        """Let it be acted on once more. One that waits is going to be anyway."""
        state = HANDLING_MACHINE.move(self.state, HandlingVerb.REPLAY)
        return self if state is None else replace(self, state=state, attempts=0, settled_at=None)

    def _tried(self, now: datetime) -> "Handling":
        return replace(self, attempts=self.attempts + 1, tried_at=now)


def _bounded(words: str, most: int) -> str:
    return plain(words)[:most]
