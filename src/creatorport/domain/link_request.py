"""LinkRequest: the brand asks a creator, through TikTok, to link a video that exists."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from creatorport.domain.deliverable_refusals import LinkRemindersSpent, LinkReminderTooSoon
from creatorport.domain.errors import WrongState
from creatorport.domain.machine import REFUSE, STAY, Machine

REMIND_AFTER: Final = timedelta(hours=24)
MOST_REQUESTS: Final = 3
"""The request itself and two reminders."""


class LinkState(StrEnum):
    ASKING = "asking"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    REVOKED = "revoked"
    FAILED = "failed"
    UNANSWERED = "unanswered"


class LinkVerb(StrEnum):
    REVIEW = "be in review"
    APPROVE = "be approved"
    REJECT = "be rejected"
    REVOKE = "be revoked"
    FAIL = "fail"
    LAPSE = "lapse"


class LinkAction(StrEnum):
    """What is under way at TikTok."""

    ASK = "ask"
    REMIND = "remind"
    REVOKE = "revoke"


_S, _V = LinkState, LinkVerb
_ENDED = {_V.REVIEW: STAY, _V.APPROVE: STAY, _V.REJECT: STAY, _V.REVOKE: STAY, _V.FAIL: STAY, _V.LAPSE: STAY}

# Pages of statuses come late and out of order: the first end that was seen stands.
LINK_MACHINE: Machine[LinkState, LinkVerb] = Machine(
    "link request",
    {
        _S.ASKING: {
            _V.REVIEW: _S.IN_REVIEW, _V.APPROVE: _S.APPROVED, _V.REJECT: _S.REJECTED,
            _V.REVOKE: _S.REVOKED, _V.FAIL: _S.FAILED, _V.LAPSE: REFUSE,
        },
        _S.IN_REVIEW: {
            _V.REVIEW: STAY, _V.APPROVE: _S.APPROVED, _V.REJECT: _S.REJECTED,
            _V.REVOKE: _S.REVOKED, _V.FAIL: REFUSE, _V.LAPSE: _S.UNANSWERED,
        },
        _S.APPROVED: _ENDED,
        _S.REJECTED: _ENDED,
        _S.REVOKED: _ENDED,
        _S.FAILED: _ENDED,
        _S.UNANSWERED: _ENDED,
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """One request for one video. `requests` counts as TikTok does; `asked_at` is the last request or reminder.

    `pending` is what was sent to TikTok and has no verdict yet. `earlier` are marks of the requests for this video that
    TikTok had before this one: what it shows of them says nothing of this one.
    `unread` is why the last reading told nothing of it; None where it did.
    """

    video_id: str
    state: LinkState
    asked_at: datetime
    requests: int = 0
    pending: LinkAction | None = None
    failure: str | None = None
    earlier: tuple[str, ...] = ()
    unread: str | None = None

    @classmethod
    def ask(cls, video_id: str, now: datetime) -> "LinkRequest":
        return cls(video_id, LinkState.ASKING, now, pending=LinkAction.ASK)

    @property
    def is_live(self) -> bool:
        return self.state in (LinkState.ASKING, LinkState.IN_REVIEW)

    @property
    def remindable_at(self) -> datetime | None:
        """When a reminder is possible; None where none is."""
        possible = self.state is LinkState.IN_REVIEW and self.requests < MOST_REQUESTS
        return self.asked_at + REMIND_AFTER if possible else None

    def remind(self, now: datetime) -> "LinkRequest":
        """Raises WrongState, LinkRemindersSpent, LinkReminderTooSoon. A reminder under way is a harmless repeat."""
        if self.pending is LinkAction.REMIND:
            return self
        self._be_at_rest("remind")
        at = self.remindable_at
        if at is None:
            raise LinkRemindersSpent(MOST_REQUESTS - 1)
        if now < at:
            raise LinkReminderTooSoon(at)
        return replace(self, pending=LinkAction.REMIND)

    def revoke(self) -> "LinkRequest":
        """Raises WrongState unless it is pending at TikTok. A revocation under way is a harmless repeat."""
        if self.pending is LinkAction.REVOKE:
            return self
        self._be_at_rest("revoke")
        return replace(self, pending=LinkAction.REVOKE)

    def shown(self, verb: LinkVerb, requests: int, asked_at: datetime | None) -> "LinkRequest":
        """Take what TikTok shows of it. What is pending stays so while TikTok has decided nothing."""
        state = LINK_MACHINE.move(self.state, verb)
        if state is None and not self.is_live:
            return self
        moved = self if state is None else replace(self, state=state)
        counted = replace(
            moved,
            requests=max(self.requests, requests),
            asked_at=max(self.asked_at, asked_at or self.asked_at),
            unread=None,
        )
        return counted if counted.is_live else replace(counted, pending=None)

    def told_nothing(self, why: str) -> "LinkRequest":
        """TikTok was asked how it stands, and what it showed says nothing. It stands where it stood."""
        return replace(self, unread=why) if self.state is LinkState.IN_REVIEW else self

    def answered(self) -> "LinkRequest":
        """What was pending has its verdict."""
        return self if self.pending is None else replace(self, pending=None)

    def fail(self, reason: str) -> "LinkRequest":
        """TikTok did not do what was pending, for this reason. Where that was the request itself, it has failed."""
        asked = self.state is LinkState.ASKING
        state = LINK_MACHINE.move(self.state, LinkVerb.FAIL) if asked else None
        return replace(self, state=state or self.state, pending=None, failure=reason)

    def lapse(self) -> "LinkRequest":
        """TikTok is not asked any more whether the creator has answered; there it may be open still."""
        state = LINK_MACHINE.move(self.state, LinkVerb.LAPSE)
        return self if state is None else replace(self, state=state)

    def _be_at_rest(self, verb: str) -> None:
        if self.state is not LinkState.IN_REVIEW:
            raise WrongState("link request", self.state.value, verb)
        if self.pending is not None:
            raise WrongState("link request", f"being changed ({self.pending.value})", verb)
