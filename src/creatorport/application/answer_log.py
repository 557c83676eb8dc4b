"""What is written down of a creator's answer, whichever way it came."""

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import TIKTOK, Activity, ActivityKind, Actor, Fact, Subject
from creatorport.domain.events import InvitationMoved
from creatorport.domain.invitation import Invitation
from creatorport.domain.invitation_states import InvitationVerb

_PAST = {
    InvitationVerb.VIEW: "viewed",
    InvitationVerb.ACCEPT: "accepted",
    InvitationVerb.DECLINE: "declined",
    InvitationVerb.EXPIRE: "expired",
    InvitationVerb.WITHDRAW: "withdrawn",
}
_BY_TIKTOK = {InvitationVerb.EXPIRE, InvitationVerb.WITHDRAW}


async def record_answer(uow: UnitOfWork, seen: Invitation, by: Actor | None = None) -> None:
    """Record what the newest event of an invitation tells, if it is an answer. Unless said, it came from TikTok."""
    event = seen.events[-1] if seen.events else None
    if not isinstance(event, InvitationMoved) or event.verb not in _PAST:
        return
    verb = InvitationVerb(event.verb)
    actor = by or (TIKTOK if verb in _BY_TIKTOK else Actor.creator(seen.creator_id))
    facts: dict[str, Fact] = {}
    if verb is InvitationVerb.ACCEPT:
        facts["terms"] = seen.agreed
        if seen.over_budget:
            facts["over_budget"] = True
    subject = Subject("Invitation", seen.id)
    entry = Activity(
        seen.workspace_id, seen.campaign_id, event.at, actor, ActivityKind.INVITATION, _PAST[verb], subject, facts
    )
    await uow.activities.record([entry])
