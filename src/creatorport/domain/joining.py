"""Joining: whether a creator who said yes is in the campaign at TikTok too, and how they get there."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from creatorport.domain.machine import STAY, Machine


class JoiningWay(StrEnum):
    """By our call with the creator's own token, or by the creator themselves: TikTok's link, an answer there."""

    IN_CREATORS_NAME = "IN_CREATORS_NAME"
    JOIN_LINK = "JOIN_LINK"


class JoiningState(StrEnum):
    OPEN = "open"
    UNDER_WAY = "under_way"
    JOINED = "joined"


class JoiningVerb(StrEnum):
    ATTEMPT = "be joined in the creator's name"
    FAIL = "fail"
    SUCCEED = "be joined"


_S, _V = JoiningState, JoiningVerb

JOINING_MACHINE: Machine[JoiningState, JoiningVerb] = Machine(
    "joining",
    {
        _S.OPEN: {_V.ATTEMPT: _S.UNDER_WAY, _V.FAIL: STAY, _V.SUCCEED: _S.JOINED},
        _S.UNDER_WAY: {_V.ATTEMPT: STAY, _V.FAIL: _S.OPEN, _V.SUCCEED: _S.JOINED},
        _S.JOINED: {_V.ATTEMPT: STAY, _V.FAIL: STAY, _V.SUCCEED: STAY},
    },
)


@dataclass(frozen=True, slots=True)
class Joining:
    """`failure` is why it could not be done in the creator's name, so that TikTok's link is the way again."""

    way: JoiningWay = JoiningWay.JOIN_LINK
    state: JoiningState = JoiningState.OPEN
    joined_at: datetime | None = None
    failure: str | None = None

    def attempt(self) -> "Joining":
        """Go about it in the creator's name."""
        return self._moved(JoiningVerb.ATTEMPT, JoiningWay.IN_CREATORS_NAME)

    def fail(self, reason: str) -> "Joining":
        """Give that up: the creator has to open TikTok's link."""
        moved = self._moved(JoiningVerb.FAIL, JoiningWay.JOIN_LINK)
        return moved if moved is self else replace(moved, failure=reason)

    def succeed(self, now: datetime) -> "Joining":
        """Note that the creator is in, whoever brought it about."""
        moved = self._moved(JoiningVerb.SUCCEED, self.way)
        return moved if moved is self else replace(moved, joined_at=now, failure=None)

    def _moved(self, verb: JoiningVerb, way: JoiningWay) -> "Joining":
        state = JOINING_MACHINE.move(self.state, verb)
        return self if state is None else replace(self, state=state, way=way)
