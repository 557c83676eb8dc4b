"""What is written down of a creator's answer, whichever way it came."""

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import TIKTOK, Activity, ActivityKind, Actor, Subject
from creatorport.domain.events import InvitationMoved
from creatorport.domain.invitation import Invitation, InvitationVerb

_PAST = {
    InvitationVerb.VIEW: "viewed",
    InvitationVerb.ACCEPT: "accepted",
    InvitationVerb.DECLINE: "declined",
    InvitationVerb.EXPIRE: "expired",
    InvitationVerb.WITHDRAW: "withdrawn",
}
_BY_TIKTOK = {InvitationVerb.EXPIRE, InvitationVerb.WITHDRAW}


async def record_answer(uow: UnitOfWork, seen: Invitation) -> None:
    """Record what the newest event of an invitation tells, if it is an answer."""
    event = seen.events[-1] if seen.events else None
    if not isinstance(event, InvitationMoved) or event.verb not in _PAST:
        return
    verb = InvitationVerb(event.verb)
    by = TIKTOK if verb in _BY_TIKTOK else Actor.creator(seen.creator_id)
    subject = Subject("Invitation", seen.id)
    entry = Activity(seen.workspace_id, seen.campaign_id, event.at, by, ActivityKind.INVITATION, _PAST[verb], subject)
    await uow.activities.record([entry])
