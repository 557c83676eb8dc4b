"""Saving a deliverable together with what is written down of it in the campaign's activity."""

from collections.abc import Iterator

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import GATEWAY, TIKTOK, Activity, ActivityKind, Actor, Fact, Subject
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.deliverable_states import DeliverableVerb
from creatorport.domain.events import DeliverableMoved, DeliverableReminded, LinkRequestMoved
from creatorport.domain.ids import MemberId
from creatorport.domain.link_request import LinkState

_PAST = {
    DeliverableVerb.SUBMIT: "submitted",
    DeliverableVerb.REQUEST_CHANGES: "changes_requested",
    DeliverableVerb.APPROVE: "approved",
    DeliverableVerb.LINK: "linked",
    DeliverableVerb.MISS: "missed",
    DeliverableVerb.WAIVE: "waived",
}
_LINK_PAST = {
    LinkState.ASKING: "link_intended",
    LinkState.IN_REVIEW: "link_requested",
    LinkState.APPROVED: "link_approved",
    LinkState.REJECTED: "link_rejected",
    LinkState.REVOKED: "link_revoked",
    LinkState.FAILED: "link_failed",
    LinkState.UNANSWERED: "link_unanswered",
}
_OURS = frozenset({LinkState.ASKING, LinkState.UNANSWERED})


async def keep(uow: UnitOfWork, deliverable: Deliverable) -> None:
    """Save a changed deliverable, and record its events. Raises ConcurrentChange."""
    await uow.deliverables.save(deliverable)
    await uow.activities.record(_entries(deliverable))


def _entries(one: Deliverable) -> Iterator[Activity]:
    for event in one.events:
        facts: dict[str, Fact] = {"number": one.number}
        match event:
            case DeliverableMoved():
                verb = DeliverableVerb(event.verb)
                by = GATEWAY if verb is DeliverableVerb.MISS else TIKTOK
                actor = by if event.by is None else Actor.member(MemberId(event.by))
                word = _PAST[verb]
            case DeliverableReminded():
                actor, word = GATEWAY, "reminded"
                facts["seconds_from_due"] = event.distance
            case LinkRequestMoved():
                state = LinkState(event.state)
                actor, word = (GATEWAY if state in _OURS else TIKTOK), _LINK_PAST[state]
                facts["video_id"] = event.video_id
            case _:
                continue
        yield Activity(
            one.workspace_id,
            one.campaign_id,
            event.at,
            actor,
            ActivityKind.DELIVERABLE,
            word,
            Subject("Deliverable", one.id),
            facts,
        )
