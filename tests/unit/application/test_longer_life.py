"""TikTok ends a personal message after two weeks; an invitation that was given longer here goes on."""

from dataclasses import replace
from datetime import timedelta

from creatorport.application.answer_signals import answered
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.domain.invitation import Delivery, Invitation, InvitationState
from tests.unit.domain.specimens import NOW, invitation

TWO_WEEKS = NOW + timedelta(days=14)


def sent(life: timedelta = timedelta(days=14)) -> Invitation:
    return replace(invitation(), life=life).send(NOW).deliver(Delivery.PERSONAL_MESSAGE, NOW + timedelta(minutes=1))


def test_an_invitation_of_two_weeks_ends_with_tiktoks_message() -> None:
    assert answered(sent(), AnswerStatus.EXPIRED, TWO_WEEKS, None).state is InvitationState.EXPIRED


def test_one_that_was_extended_or_given_longer_goes_on_until_its_own_end() -> None:
    extended = sent().extend(NOW + timedelta(days=20), NOW)
    for one in (extended, sent(timedelta(days=20))):
        assert answered(one, AnswerStatus.EXPIRED, TWO_WEEKS, None) is one
        assert one.accept_terms(1, NOW + timedelta(days=19)).state is InvitationState.ACCEPTED
        late = answered(one, AnswerStatus.EXPIRED, NOW + timedelta(days=20), None)
        assert late.state is InvitationState.EXPIRED
