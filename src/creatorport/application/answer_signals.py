"""What a signal from TikTok says of an answer, whichever way it came: a webhook, a poll, or a linked video."""

from datetime import datetime

from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.domain.errors import WrongState
from creatorport.domain.invitation import LIFE, Invitation, InvitationState
from creatorport.domain.joining import Joining


def answered(invitation: Invitation, status: AnswerStatus, at: datetime, answer: str | None) -> Invitation:
    """Return the invitation with the answer.

    Answers come more than once, late and out of order. What contradicts an earlier answer changes nothing: the first
    answer stands, as it does at TikTok.
    """
    try:
        match status:
            case AnswerStatus.VIEWED:
                return invitation.view(at)
            case AnswerStatus.RESPONDED:
                return invitation.respond(at, message=answer)
            case AnswerStatus.ACCEPTED:
                return invitation.accept(at, answer=answer)
            case AnswerStatus.REJECTED:
                return invitation.decline(at, answer=answer)
            case AnswerStatus.EXPIRED:
                return invitation if _has_longer(invitation, at) else invitation.expire(at)
            case AnswerStatus.CANCELLED:
                return invitation.withdraw(at)
            case AnswerStatus.SENT | AnswerStatus.OTHER:
                return invitation
    except WrongState:
        return invitation


def _has_longer(invitation: Invitation, at: datetime) -> bool:
    """Whether the brand extended it, or gave it more than TikTok's two weeks before TikTok was told its end.

    Its message there has ended then, the invitation has not.
    """
    there = (invitation.sent_at or invitation.created_at) + min(invitation.life, LIFE)
    return invitation.expires_at is not None and there < invitation.expires_at and at < invitation.expires_at


def proved_by_video(invitation: Invitation, at: datetime) -> Invitation:
    """Return the invitation of a creator who linked a video: nobody links one without having joined."""
    if invitation.state in (InvitationState.SENDING, InvitationState.SENT, InvitationState.VIEWED):
        return invitation.accept(at)
    if invitation.state is InvitationState.ACCEPTED:
        return invitation.join((invitation.joining or Joining()).succeed(at))
    return invitation
