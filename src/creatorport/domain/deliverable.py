"""Deliverable: one thing that a creator owes a campaign, from the acceptance to its post."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from creatorport.domain.deliverable_states import DELIVERABLE_MACHINE, OPEN, OWED, DeliverableState
from creatorport.domain.deliverable_states import DeliverableVerb as Verb
from creatorport.domain.due_dates import DueRhythm, end_of
from creatorport.domain.errors import WrongState
from creatorport.domain.events import DeliverableMoved, DeliverableReminded, Event, LinkRequestMoved
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, DeliverableId, InvitationId, MemberId, PostId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.link_request import LinkRequest
from creatorport.domain.submission import Submission
from creatorport.domain.terms import AskedDeliverable, DeliverableKind


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One unit of what was agreed. `number` counts within the invitation, from 1.

    `reminded` is the distance in seconds from the due moment of the last reminder that was given.
    """

    id: DeliverableId
    workspace_id: WorkspaceId
    campaign_id: CampaignId
    invitation_id: InvitationId
    creator_id: CreatorId
    handle: Handle
    number: int
    kind: DeliverableKind
    state: DeliverableState
    due_at: datetime | None
    created_at: datetime
    submission: Submission | None = None
    decided_at: datetime | None = None
    decided_by: MemberId | None = None
    link: LinkRequest | None = None
    post_id: PostId | None = None
    linked_at: datetime | None = None
    reminded: int | None = None
    reminded_at: datetime | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a linked video can still fulfil it."""
        return self.state in OPEN

    @property
    def is_owed(self) -> bool:
        """Whether it is the creator's turn."""
        return self.state in OWED

    def submit(self, submission: Submission) -> "Deliverable":
        """Hand something in, or something better. Raises WrongState, also while the video before it is being linked."""
        if self.link is not None and self.link.is_live:
            raise WrongState("deliverable", "being linked", Verb.SUBMIT.value)
        moved = self._moved(Verb.SUBMIT, submission.at, submission.by)
        return replace(moved, submission=submission, decided_at=None, decided_by=None)

    def request_changes(self, by: MemberId, now: datetime) -> "Deliverable":
        return self._decided(Verb.REQUEST_CHANGES, by, now)

    def approve(self, by: MemberId, now: datetime) -> "Deliverable":
        """Accept what was handed in. A video is then to be linked; a draft is to be followed by its video."""
        return self._decided(Verb.APPROVE, by, now)

    def waive(self, by: MemberId, now: datetime) -> "Deliverable":
        """Ask for it no more."""
        return self._decided(Verb.WAIVE, by, now)

    def fulfil(self, post_id: PostId, now: datetime) -> "Deliverable":
        """TikTok shows a linked video of the creator, which is what was owed."""
        moved = self._moved(Verb.LINK, now, None)
        return moved if moved is self else replace(moved, post_id=post_id, linked_at=now)

    def miss(self, rhythm: DueRhythm, now: datetime) -> "Deliverable":
        """Mark it as missed once the grace after its due moment has passed; else return the same."""
        if self.due_at is None or now < rhythm.missed_at(self.due_at) or not self.is_owed:
            return self
        return self._moved(Verb.MISS, now, None)

    def remind(self, rhythm: DueRhythm, now: datetime) -> "Deliverable":
        """Record the reminder whose moment has come, each once and the newest only; else return the same."""
        if self.due_at is None or not self.is_owed:
            return self
        come = rhythm.reminder(self.due_at, self.created_at, now)
        distance = None if come is None else int(come.total_seconds())
        if distance is None or (self.reminded is not None and distance <= self.reminded):
            return self
        event = DeliverableReminded(now, self.campaign_id, self.id, self.creator_id, distance, self.due_at)
        return replace(self, reminded=distance, reminded_at=now, events=(*self.events, event))

    def with_link(self, link: LinkRequest, now: datetime) -> "Deliverable":
        """Take the new standing of the request to link its video."""
        if link == self.link:
            return self
        before = None if self.link is None or self.link.video_id != link.video_id else self.link.state
        if link.state is before:
            return replace(self, link=link)
        event = LinkRequestMoved(now, self.campaign_id, self.id, self.creator_id, link.video_id, link.state.value)
        return replace(self, link=link, events=(*self.events, event))

    def _decided(self, verb: Verb, by: MemberId, now: datetime) -> "Deliverable":
        moved = self._moved(verb, now, by)
        return moved if moved is self else replace(moved, decided_at=now, decided_by=by)

    def _moved(self, verb: Verb, now: datetime, by: MemberId | None) -> "Deliverable":
        state = DELIVERABLE_MACHINE.move(self.state, verb)
        if state is None:
            return self
        event = DeliverableMoved(now, self.campaign_id, self.id, self.creator_id, verb.value, state.value, by)
        return replace(self, state=state, events=(*self.events, event))


def owed(invitation: Invitation, now: datetime, *, zone: str = "UTC") -> tuple[Deliverable, ...]:
    """Return what a creator owes by an invitation: one for each unit of the agreed terms, else one video.

    Days begin and end by the clock of an IANA time zone. Ids follow from the invitation's.
    """
    accepted_on = now.astimezone(ZoneInfo(zone)).date()
    terms = invitation.agreed_terms
    asked = terms.deliverables if terms else ()
    units = [one for one in asked or (AskedDeliverable(DeliverableKind.VIDEO),) for _ in range(one.count)]
    return tuple(
        Deliverable(
            DeliverableId(f"{invitation.id}.{number}"),
            invitation.workspace_id,
            invitation.campaign_id,
            invitation.id,
            invitation.creator_id,
            invitation.handle,
            number,
            unit.kind,
            DeliverableState.DUE,
            None if (day := unit.due_day(accepted_on)) is None else end_of(day, zone),
            now,
        )
        for number, unit in enumerate(units, 1)
    )
