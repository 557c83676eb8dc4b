"""Invitation: one creator asked into one campaign, from draft to an answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from creatorport.domain.events import Event, InvitationMoved
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId
from creatorport.domain.machine import REFUSE, STAY, Machine
from creatorport.domain.terms import Offer, ProposedBy, Terms
from creatorport.domain.texts import plain, text
from creatorport.domain.wording import MESSAGE_MAX


class InvitationState(StrEnum):
    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    VIEWED = "viewed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNDELIVERABLE = "undeliverable"


class InvitationVerb(StrEnum):
    SEND = "send"
    DELIVER = "deliver"
    VIEW = "view"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    FAIL = "fail"


_S, _V = InvitationState, InvitationVerb

# An answer may overtake our knowledge that the invitation was sent at all: a lost answer of TikTok, then its webhook.
# So `sending` accepts every later word, and what arrives late after an answer is a harmless repeat.
INVITATION_MACHINE: Machine[InvitationState, InvitationVerb] = Machine(
    "invitation",
    {
        _S.DRAFT: {
            _V.SEND: _S.SENDING, _V.DELIVER: REFUSE, _V.VIEW: REFUSE, _V.ACCEPT: REFUSE,
            _V.DECLINE: REFUSE, _V.EXPIRE: REFUSE, _V.WITHDRAW: _S.WITHDRAWN, _V.FAIL: REFUSE,
        },
        _S.SENDING: {
            _V.SEND: STAY, _V.DELIVER: _S.SENT, _V.VIEW: _S.VIEWED, _V.ACCEPT: _S.ACCEPTED,
            _V.DECLINE: _S.DECLINED, _V.EXPIRE: _S.EXPIRED, _V.WITHDRAW: REFUSE, _V.FAIL: _S.UNDELIVERABLE,
        },
        _S.SENT: {
            _V.SEND: STAY, _V.DELIVER: STAY, _V.VIEW: _S.VIEWED, _V.ACCEPT: _S.ACCEPTED,
            _V.DECLINE: _S.DECLINED, _V.EXPIRE: _S.EXPIRED, _V.WITHDRAW: _S.WITHDRAWN, _V.FAIL: REFUSE,
        },
        _S.VIEWED: {
            _V.SEND: STAY, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: _S.ACCEPTED,
            _V.DECLINE: _S.DECLINED, _V.EXPIRE: _S.EXPIRED, _V.WITHDRAW: _S.WITHDRAWN, _V.FAIL: REFUSE,
        },
        _S.ACCEPTED: {
            _V.SEND: STAY, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: STAY,
            _V.DECLINE: REFUSE, _V.EXPIRE: REFUSE, _V.WITHDRAW: REFUSE, _V.FAIL: REFUSE,
        },
        _S.DECLINED: {
            _V.SEND: REFUSE, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: REFUSE,
            _V.DECLINE: STAY, _V.EXPIRE: REFUSE, _V.WITHDRAW: REFUSE, _V.FAIL: REFUSE,
        },
        _S.EXPIRED: {
            _V.SEND: REFUSE, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: REFUSE,
            _V.DECLINE: REFUSE, _V.EXPIRE: STAY, _V.WITHDRAW: REFUSE, _V.FAIL: REFUSE,
        },
        _S.WITHDRAWN: {
            _V.SEND: REFUSE, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: REFUSE,
            _V.DECLINE: STAY, _V.EXPIRE: STAY, _V.WITHDRAW: STAY, _V.FAIL: STAY,
        },
        _S.UNDELIVERABLE: {
            _V.SEND: REFUSE, _V.DELIVER: REFUSE, _V.VIEW: REFUSE, _V.ACCEPT: REFUSE,
            _V.DECLINE: REFUSE, _V.EXPIRE: REFUSE, _V.WITHDRAW: STAY, _V.FAIL: STAY,
        },
    },
)  # fmt: skip

LIVE_STATES = frozenset({_S.DRAFT, _S.SENDING, _S.SENT, _S.VIEWED, _S.ACCEPTED})


class Delivery(StrEnum):
    """How the invitation reached the creator, so that nobody believes what did not happen."""

    NOTIFICATION_ONLY = "NOTIFICATION_ONLY"
    PERSONAL_MESSAGE = "PERSONAL_MESSAGE"


class AgreedBy(StrEnum):
    """Who told us that the creator agreed. TikTok's signals name no version: they mean the one that stood then."""

    CREATOR = "CREATOR"
    BRAND = "BRAND"
    TIKTOK_SIGNAL = "TIKTOK_SIGNAL"


@dataclass(frozen=True, slots=True)
class Invitation:
    """One creator's invitation. At most one live invitation exists per campaign and creator.

    `terms` are all versions, oldest first, and at least one; `agreed` is the number of the one that was accepted.
    `responded_at` is when the creator first reacted, by a message, a yes or a no; `response` is that first message.
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
    agreed: int | None = None
    agreed_by: AgreedBy | None = None
    responded_at: datetime | None = None
    response: str | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        text(self.message, "message", MESSAGE_MAX, lines=True)
        if [one.number for one in self.terms] != list(range(1, len(self.terms) + 1)) or not self.terms:
            raise ValueError("versions of terms are numbered from 1, without a gap")

    @classmethod
    def draft(
        cls,
        id: InvitationId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        campaign_id: CampaignId,
        creator_id: CreatorId,
        *,
        handle: Handle,
        message: str,
        now: datetime,
        offer: Offer | None = None,
    ) -> "Invitation":
        """Make a draft, with the space around its message taken off. Without an offer, it promises nothing.

        Raises InvalidValue.
        """
        bare = text(message, "message", MESSAGE_MAX, lines=True)
        first = Terms(1, offer or Offer(), ProposedBy.BRAND, now)
        return cls(id, workspace_id, campaign_id, creator_id, handle, bare, InvitationState.DRAFT, now, (first,))

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def current_terms(self) -> Terms:
        """The version that an answer would mean now."""
        return self.terms[-1]

    @property
    def agreed_terms(self) -> Terms | None:
        """The version that was accepted; None unless the invitation is."""
        return None if self.agreed is None else self.terms[self.agreed - 1]

    def send(self, now: datetime) -> "Invitation":
        """Hand it to TikTok; `deliver` or `fail` follows."""
        return self._moved(InvitationVerb.SEND, now)

    def deliver(self, delivery: Delivery, now: datetime, *, tiktok_id: str | None = None) -> "Invitation":
        """TikTok has it. Recorded also when the creator's answer came first."""
        moved = self._moved(InvitationVerb.DELIVER, now)
        if moved.sent_at is not None:
            return moved
        return replace(moved, delivery=delivery, tiktok_id=moved.tiktok_id or tiktok_id, sent_at=now)

    def view(self, now: datetime) -> "Invitation":
        return self._moved(InvitationVerb.VIEW, now)

    def respond(self, now: datetime, *, message: str | None = None) -> "Invitation":
        """The creator wrote without deciding. Who writes has seen it. The first message stands, whenever it arrives."""
        moved = self._moved(InvitationVerb.VIEW, now)
        first = now if self.responded_at is None else min(now, self.responded_at)
        response = self.response or (plain(message, lines=True)[:MESSAGE_MAX].strip() or None if message else None)
        if (first, response) == (self.responded_at, self.response):
            return moved
        return replace(moved, responded_at=first, response=response)

    def accept(
        self, now: datetime, *, answer: str | None = None, by: AgreedBy = AgreedBy.TIKTOK_SIGNAL
    ) -> "Invitation":
        """Take the creator's yes: it means the terms that stand now."""
        accepted = self._answered(InvitationVerb.ACCEPT, now, answer)
        return accepted if accepted is self else replace(accepted, agreed=self.current_terms.number, agreed_by=by)

    def decline(self, now: datetime, *, answer: str | None = None) -> "Invitation":
        return self._answered(InvitationVerb.DECLINE, now, answer)

    def expire(self, now: datetime) -> "Invitation":
        return self._moved(InvitationVerb.EXPIRE, now)

    def withdraw(self, now: datetime) -> "Invitation":
        return self._moved(InvitationVerb.WITHDRAW, now)

    def fail(self, reason: str, now: datetime) -> "Invitation":
        """TikTok will not deliver it; `reason` tells why, for the person who invited."""
        moved = self._moved(InvitationVerb.FAIL, now)
        return moved if moved is self else replace(moved, failure=reason)

    def _answered(self, verb: InvitationVerb, now: datetime, answer: str | None) -> "Invitation":
        moved = self._moved(verb, now)
        if moved is self:
            return self
        return replace(moved, answered_at=now, answer=answer, responded_at=self.responded_at or now)

    def _moved(self, verb: InvitationVerb, now: datetime) -> "Invitation":
        state = INVITATION_MACHINE.move(self.state, verb)
        if state is None:
            return self
        event = InvitationMoved(now, self.campaign_id, self.id, self.creator_id, verb.value, state.value)
        return replace(self, state=state, events=(*self.events, event))
