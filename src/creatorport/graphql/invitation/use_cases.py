from dataclasses import dataclass

from creatorport.application.use_cases.accept_counter_offer import AcceptCounterOffer
from creatorport.application.use_cases.accept_invitation import AcceptInvitation
from creatorport.application.use_cases.answer_counter_offer import AnswerCounterOffer
from creatorport.application.use_cases.counter_invitation import CounterInvitation
from creatorport.application.use_cases.decline_invitation import DeclineInvitation
from creatorport.application.use_cases.extend_invitation import ExtendInvitation
from creatorport.application.use_cases.hand_over_invitation import HandOverInvitation
from creatorport.application.use_cases.refuse_counter_offer import RefuseCounterOffer
from creatorport.application.use_cases.remind_invitation import RemindInvitation
from creatorport.application.use_cases.withdraw_invitation import WithdrawInvitation


@dataclass(frozen=True, slots=True)
class NegotiationUseCases:
    """Every use case of an invitation's life after it went out, ready made."""

    accept: AcceptInvitation
    decline: DeclineInvitation
    counter: CounterInvitation
    answer_counter: AnswerCounterOffer
    accept_counter: AcceptCounterOffer
    refuse_counter: RefuseCounterOffer
    withdraw: WithdrawInvitation
    remind: RemindInvitation
    extend: ExtendInvitation
    hand_over: HandOverInvitation
