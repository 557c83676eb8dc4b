"""An invitation's way to its creator: what it consists of, how it is delivered and reminded of, and how it ends."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from creatorport.domain import reminder
from creatorport.domain.errors import InvalidValue, InvitationExpired, WrongState
from creatorport.domain.events import Event, InvitationMoved
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId
from creatorport.domain.invitation_states import (
    INVITATION_MACHINE,
    LIVE_STATES,
    OPEN_STATES,
    AgreedBy,
    Delivery,
    InvitationState,
    InvitationVerb,
)
from creatorport.domain.joining import Joining
from creatorport.domain.negotiation import NegotiationState
from creatorport.domain.reminder import Reminder
from creatorport.domain.terms import Terms
from creatorport.domain.texts import text
from creatorport.domain.wording import MESSAGE_MAX

LIFE = timedelta(days=14)
LONGEST_LIFE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class InvitationDelivery:
    """All of an invitation but its answers, which are `Invitation`'s.

    `terms` are all versions, oldest first, and at least one; `agreed` is the number of the one that was accepted.
    `responded_at` is when the creator first reacted, by a message, a yes or a no; `response` is that first message.
    Once sent, it lasts for its `life`, to `expires_at`. `over_budget` marks an agreement that TikTok told of although
    the campaign's budget had no room for it. `joining` is there once it is accepted.
    """

    id: InvitationId
    workspace_id: WorkspaceId
    campaign_id: CampaignId
    creator_id: CreatorId
    handle: Handle
    message: str
    state: InvitationState
    created_at: datetime
    terms: tuple[Terms, ...]
    delivery: Delivery | None = None
    tiktok_id: str | None = None
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    answer: str | None = None
    failure: str | None = None
    negotiation: NegotiationState = NegotiationState.OPEN
    agreed: int | None = None
    agreed_by: AgreedBy | None = None
    responded_at: datetime | None = None
    response: str | None = None
    over_budget: bool = False
    life: timedelta = LIFE
    expires_at: datetime | None = None
    reminders: tuple[Reminder, ...] = ()
    join_token_hash: str | None = None
    joining: Joining | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        text(self.message, "message", MESSAGE_MAX, lines=True)
        if [one.number for one in self.terms] != list(range(1, len(self.terms) + 1)) or not self.terms:
            raise ValueError("versions of terms are numbered from 1, without a gap")

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def is_open(self) -> bool:
        """Whether the creator's answer is waited for."""
        return self.state in OPEN_STATES

    def send(self, now: datetime) -> Self:
        """Hand it to TikTok; `deliver` or `fail` follows. Its life begins."""
        moved = self._moved(InvitationVerb.SEND, now)
        return moved if moved is self else replace(moved, expires_at=now + self.life)

    def deliver(self, delivery: Delivery, now: datetime, *, tiktok_id: str | None = None) -> Self:
        """TikTok has it. Recorded also when the creator's answer came first."""
        moved = self._moved(InvitationVerb.DELIVER, now)
        if moved.sent_at is not None:
            return moved
        return replace(moved, delivery=delivery, tiktok_id=moved.tiktok_id or tiktok_id, sent_at=now)

    def known_as(self, tiktok_id: str) -> Self:
        """Take TikTok's id of it, where an answer told it before we heard that it was sent. One that is known stays."""
        return self if self.tiktok_id is not None else replace(self, tiktok_id=tiktok_id)

    def view(self, now: datetime) -> Self:
        return self._moved(InvitationVerb.VIEW, now)

    def expire(self, now: datetime) -> Self:
        return self._moved(InvitationVerb.EXPIRE, now)

    def extend(self, until: datetime, now: datetime) -> Self:
        """Let it last longer. Raises WrongState, InvalidValue."""
        if not self.is_open or self.expires_at is None:
            raise WrongState("invitation", self.state.value, "be extended")
        if not self.expires_at < until <= now + LONGEST_LIFE:
            raise InvalidValue("until", f"choose an end behind the present one, at most {LONGEST_LIFE.days} days away")
        return replace(self, expires_at=until)

    def remind(self, reminded: Reminder) -> Self:
        """Note a reminder. Raises WrongState, InvitationExpired, RemindersSpent, ReminderTooSoon."""
        if not self.is_open or self.sent_at is None:
            raise WrongState("invitation", self.state.value, "be reminded of")
        self._check_time(reminded.at)
        reminder.check(self.reminders, self.sent_at, reminded.at)
        return replace(self, reminders=(*self.reminders, reminded))

    def hand_over(self, token_hash: str, now: datetime) -> Self:
        """Hand it over by a link. What TikTok would not deliver is sent by that. Raises WrongState."""
        moved = self._moved(InvitationVerb.HAND_OVER, now)
        if moved is not self:
            moved = replace(moved, delivery=Delivery.JOIN_LINK, sent_at=now, expires_at=now + self.life, failure=None)
        return replace(moved, join_token_hash=token_hash)

    def note_failure(self, reason: str) -> Self:
        """Keep why something that followed at TikTok did not work."""
        return replace(self, failure=reason)

    def withdraw(self, now: datetime) -> Self:
        return self._moved(InvitationVerb.WITHDRAW, now)

    def fail(self, reason: str, now: datetime) -> Self:
        """TikTok will not deliver it; `reason` tells why, for the person who invited."""
        moved = self._moved(InvitationVerb.FAIL, now)
        return moved if moved is self else replace(moved, failure=reason)

    def _check_time(self, now: datetime) -> None:
        if self.expires_at is not None and now >= self.expires_at:
            raise InvitationExpired(self.expires_at)

    def _moved(self, verb: InvitationVerb, now: datetime) -> Self:
        state = INVITATION_MACHINE.move(self.state, verb)
        if state is None:
            return self
        event = InvitationMoved(now, self.campaign_id, self.id, self.creator_id, verb.value, state.value)
        return replace(self, state=state, events=(*self.events, event))
