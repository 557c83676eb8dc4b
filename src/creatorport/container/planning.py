"""The quota planner: its rounds, what they bring about, and what members are told of it."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.planning.holding import Holdings
from creatorport.application.planning.round import PlanRound
from creatorport.application.ports.clock import Clock
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.use_cases.promise_freshness import PromiseFreshness
from creatorport.application.use_cases.refresh_known_things import RefreshKnownThings
from creatorport.application.use_cases.show_plan import ShowPlan
from creatorport.application.use_cases.show_promises import ShowPromises
from creatorport.application.use_cases.show_quotas import ShowQuotas
from creatorport.application.use_cases.withdraw_promise import WithdrawPromise


class Planning(containers.DeclarativeContainer):
    """What decides which refreshes are worth their calls."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    fresh_tokens: providers.Dependency[FreshTokens] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()
    syncing = providers.DependenciesContainer()

    every = providers.Callable(timedelta, seconds=settings.provided.planner_every)
    holdings = providers.Singleton(Holdings, tiktok.quotas, settings.provided.planner_calls_per_day)
    round = providers.Singleton(
        PlanRound, storage.units, clock, tiktok.quotas, settings.provided.planner_calls_per_day, every
    )
    refresh = providers.Singleton(
        RefreshKnownThings,
        storage.units,
        clock,
        providers.Singleton(AsAccount, fresh_tokens),
        tiktok.profiles,
        tiktok.videos,
        syncing.begin,
        providers.Callable(timedelta, seconds=settings.provided.creators_fresh_for),
    )
    show = providers.Singleton(ShowPlan, storage.units, clock, holdings, every)
    show_promises = providers.Singleton(ShowPromises, storage.units, clock)
    show_quotas = providers.Singleton(ShowQuotas, tiktok.quotas)
    promise = providers.Singleton(PromiseFreshness, storage.units, clock, storage.identities, holdings)
    withdraw = providers.Singleton(WithdrawPromise, storage.units, clock)
