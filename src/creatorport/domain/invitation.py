"""Invitation: one creator asked into one campaign, from draft to an answer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from creatorport.domain.errors import InvalidValue, TermsChanged, WrongState
from creatorport.domain.events import NegotiationMoved
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId
from creatorport.domain.invitation_delivery import LIFE, LONGEST_LIFE, InvitationDelivery
from creatorport.domain.invitation_states import (
    AgreedBy,
    Delivery,
    InvitationState,
    InvitationVerb,
)
from creatorport.domain.joining import Joining
from creatorport.domain.negotiation import NEGOTIATION_MACHINE, VERSIONS_MAX, NegotiationState, NegotiationVerb
from creatorport.domain.terms import Offer, ProposedBy, Terms
from creatorport.domain.texts import plain, text
from creatorport.domain.wording import MESSAGE_MAX

__all__ = [
    "ANSWER_MAX",
    "LIFE",
    "LONGEST_LIFE",
    "AgreedBy",
    "Delivery",
    "Invitation",
    "InvitationState",
]

ANSWER_MAX = 2000


@dataclass(frozen=True, slots=True)
class Invitation(InvitationDelivery):
    """One creator's invitation. At most one live invitation exists per campaign and creator.

    An answer means a version of the terms, by its number; what was agreed is agreed for good.
    """

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
        life: timedelta = LIFE,
    ) -> "Invitation":
        """Make a draft, with the space around its message taken off. Without an offer, it promises nothing.

        Raises InvalidValue.
        """
        bare = text(message, "message", MESSAGE_MAX, lines=True)
        first = Terms(1, offer or Offer(), ProposedBy.BRAND, now)
        state = InvitationState.DRAFT
        return cls(id, workspace_id, campaign_id, creator_id, handle, bare, state, now, (first,), life=life)

    @property
    def current_terms(self) -> Terms:
        """The version that an answer means: the agreed one, or the newest; the brand's, once it refused a counter."""
        if self.agreed is not None:
            return self.terms[self.agreed - 1]
        return self.brand_terms if self.negotiation is NegotiationState.REFUSED else self.terms[-1]

    @property
    def brand_terms(self) -> Terms:
        """The newest version that the brand proposed."""
        return [one for one in self.terms if one.proposed_by is ProposedBy.BRAND][-1]

    @property
    def agreed_terms(self) -> Terms | None:
        """The version that was accepted; None unless the invitation is."""
        return None if self.agreed is None else self.terms[self.agreed - 1]

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
        """Take TikTok's word that the creator said yes: to the brand's terms, never to a counter-offer of their own."""
        agreed = self._agreed(NegotiationVerb.SIGNAL, by, now, answer)
        return agreed.join((agreed.joining or Joining()).succeed(now))

    def accept_terms(self, seen: int, now: datetime, *, answer: str | None = None) -> "Invitation":
        """Take the creator's own yes to the version that they saw. A repeat changes nothing.

        Raises WrongState, InvitationExpired, TermsChanged.
        """
        if self.agreed == seen:
            return self
        self._check(seen, "be accepted", now)
        return self._agreed(NegotiationVerb.ACCEPT, AgreedBy.CREATOR, now, answer)

    def counter(self, offer: Offer, seen: int, now: datetime, *, remark: str = "") -> "Invitation":
        """Take the creator's other terms. Raises WrongState, InvitationExpired, TermsChanged, InvalidValue."""
        self._check(seen, "be countered", now)
        countered = self._propose(NegotiationVerb.COUNTER, offer, ProposedBy.CREATOR, now, remark)
        return replace(countered.view(now), responded_at=self.responded_at or now)

    def answer_counter(self, offer: Offer, seen: int, now: datetime, *, remark: str = "") -> "Invitation":
        """Take the brand's next terms. Raises as `counter`."""
        self._check(seen, "be answered", now)
        return self._propose(NegotiationVerb.ANSWER, offer, ProposedBy.BRAND, now, remark)

    def accept_counter(self, seen: int, now: datetime) -> "Invitation":
        """Take the brand's yes to the creator's terms: both agree. A repeat changes nothing. Raises as `counter`."""
        if self.agreed == seen:
            return self
        self._check(seen, "be agreed", now)
        return self._agreed(NegotiationVerb.ACCEPT_COUNTER, AgreedBy.BRAND, now, None)

    def refuse_counter(self, seen: int, now: datetime) -> "Invitation":
        """Take the brand's no to the creator's terms: the brand's own stand again. Raises as `counter`."""
        if self.negotiation is NegotiationState.REFUSED:
            return self
        self._check(seen, "have its counter-offer refused", now)
        return self._negotiated(NegotiationVerb.REFUSE_COUNTER, seen, now)

    def decline(self, now: datetime, *, answer: str | None = None) -> "Invitation":
        """Take the creator's no. A repeat changes nothing. Raises WrongState where it is over in any other way."""
        return self._answered(InvitationVerb.DECLINE, now, answer)

    def join(self, joining: Joining) -> "Invitation":
        return self if joining == self.joining else replace(self, joining=joining)

    def mark_over_budget(self) -> "Invitation":
        return replace(self, over_budget=True)

    def _check(self, seen: int, verb: str, now: datetime) -> None:
        if not self.is_open:
            raise WrongState("invitation", self.state.value, verb)
        self._check_time(now)
        if seen != self.current_terms.number:
            raise TermsChanged(seen, self.current_terms.number)

    def _propose(self, verb: NegotiationVerb, offer: Offer, by: ProposedBy, now: datetime, remark: str) -> "Invitation":
        if offer == self.current_terms.offer:
            raise InvalidValue("terms", "are those that stand; accept them")
        if len(self.terms) >= VERSIONS_MAX:
            raise InvalidValue("terms", f"have had {VERSIONS_MAX} versions; accept, refuse or decline")
        terms = Terms(len(self.terms) + 1, offer, by, now, remark)
        return replace(self._negotiated(verb, terms.number, now), terms=(*self.terms, terms))

    def _agreed(self, verb: NegotiationVerb, by: AgreedBy, now: datetime, answer: str | None) -> "Invitation":
        accepted = self._answered(InvitationVerb.ACCEPT, now, answer)
        if accepted is self:
            return self
        # That the invitation was accepted is one event, and enough of them.
        state = NEGOTIATION_MACHINE.move(self.negotiation, verb) or self.negotiation
        own_counter = verb is NegotiationVerb.SIGNAL and self.negotiation is NegotiationState.COUNTERED
        terms = self.brand_terms if own_counter else self.current_terms
        return replace(accepted, negotiation=state, agreed=terms.number, agreed_by=by, joining=Joining())

    def _negotiated(self, verb: NegotiationVerb, number: int, now: datetime) -> "Invitation":
        state = NEGOTIATION_MACHINE.move(self.negotiation, verb)
        if state is None:
            return self
        event = NegotiationMoved(now, self.campaign_id, self.id, self.creator_id, verb.name, state.value, number)
        return replace(self, negotiation=state, events=(*self.events, event))

    def _answered(self, verb: InvitationVerb, now: datetime, answer: str | None) -> "Invitation":
        moved = self._moved(verb, now)
        if moved is self:
            return self
        return replace(moved, answered_at=now, answer=answer, responded_at=self.responded_at or now)
