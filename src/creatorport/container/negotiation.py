"""What members do with invitations that went out, and what becomes of these by themselves."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.answer_step import Answering
from creatorport.application.effects.intending import Intend
from creatorport.application.joining import JoinInName
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.accept_counter_offer import AcceptCounterOffer
from creatorport.application.use_cases.accept_invitation import AcceptInvitation
from creatorport.application.use_cases.answer_counter_offer import AnswerCounterOffer
from creatorport.application.use_cases.counter_invitation import CounterInvitation
from creatorport.application.use_cases.decline_invitation import DeclineInvitation
from creatorport.application.use_cases.extend_invitation import ExtendInvitation
from creatorport.application.use_cases.hand_over_invitation import HandOverInvitation
from creatorport.application.use_cases.refuse_counter_offer import RefuseCounterOffer
from creatorport.application.use_cases.remind_invitation import RemindInvitation
from creatorport.application.use_cases.tend_invitations import TendInvitations
from creatorport.application.use_cases.withdraw_invitation import WithdrawInvitation
from creatorport.graphql.invitation.use_cases import NegotiationUseCases


def _before(settings: Settings) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=hours) for hours in settings.invitation_reminders)


class Negotiation(containers.DeclarativeContainer):
    """The use cases of an invitation's life."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()

    join = providers.Singleton(JoinInName, providers.Singleton(Intend, clock, storage.identities))
    answering = providers.Singleton(Answering, storage.units, clock, join)
    tend = providers.Singleton(
        TendInvitations,
        storage.units,
        clock,
        storage.identities,
        settings.provided.assumed_marketplace,
        providers.Callable(_before, settings),
    )
    use_cases = providers.Singleton(
        NegotiationUseCases,
        accept=providers.Singleton(AcceptInvitation, answering),
        decline=providers.Singleton(
            DeclineInvitation, answering, storage.identities, settings.provided.assumed_marketplace
        ),
        counter=providers.Singleton(CounterInvitation, answering),
        answer_counter=providers.Singleton(AnswerCounterOffer, answering),
        accept_counter=providers.Singleton(AcceptCounterOffer, answering),
        refuse_counter=providers.Singleton(RefuseCounterOffer, answering),
        withdraw=providers.Singleton(
            WithdrawInvitation, answering, storage.identities, settings.provided.assumed_marketplace
        ),
        remind=providers.Singleton(RemindInvitation, storage.units, clock),
        extend=providers.Singleton(ExtendInvitation, answering),
        hand_over=providers.Singleton(
            HandOverInvitation, storage.units, clock, storage.identities, settings.provided.public_url
        ),
    )
