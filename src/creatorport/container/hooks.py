"""Outgoing webhooks: who is told, and how it gets there."""

from dependency_injector import containers, providers

from creatorport.adapters.hooks.sender import HttpHookSender
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.system import SystemClock
from creatorport.application.hooks.drive import DriveHooks
from creatorport.application.hooks.turns import InTurns
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.create_hook import CreateHook
from creatorport.application.use_cases.delete_hook import DeleteHook
from creatorport.application.use_cases.expire_hook_deliveries import ExpireHookDeliveries
from creatorport.application.use_cases.replay_dead_hook_deliveries import ReplayDeadHookDeliveries
from creatorport.application.use_cases.replay_hook_delivery import ReplayHookDelivery
from creatorport.application.use_cases.resume_hooks import ResumeHooks
from creatorport.application.use_cases.rotate_hook_secret import RotateHookSecret
from creatorport.application.use_cases.send_test_event import SendTestEvent
from creatorport.application.use_cases.update_hook import UpdateHook
from creatorport.domain.hooks.addresses import Destinations
from creatorport.graphql.hook.use_cases import HookUseCases


def _part(whole: int, of: int) -> int:
    return max(1, whole // of)


class Hooks(containers.DeclarativeContainer):
    """Use cases, the job and the rounds of outgoing webhooks."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()

    sender = providers.Singleton(
        HttpHookSender,
        providers.Callable(Destinations.permitting, settings.provided.hooks_networks),
        seconds=settings.provided.hooks_timeout,
    )
    drive = providers.Singleton(
        InTurns,
        storage.units,
        providers.Singleton(DriveHooks, storage.units, clock, providers.Singleton(SystemClock), sender),
        most=providers.Callable(_part, settings.provided.worker_concurrency, 2),
        of_one=providers.Callable(_part, settings.provided.worker_concurrency, 4),
    )
    resume = providers.Singleton(ResumeHooks, storage.units, clock)
    expire = providers.Singleton(ExpireHookDeliveries, storage.units, clock)
    use_cases = providers.Singleton(
        HookUseCases,
        create=providers.Singleton(CreateHook, storage.units, clock, storage.identities, sender),
        update=providers.Singleton(UpdateHook, storage.units, clock, sender),
        rotate_secret=providers.Singleton(RotateHookSecret, storage.units, clock, storage.identities),
        delete=providers.Singleton(DeleteHook, storage.units),
        send_test=providers.Singleton(SendTestEvent, storage.units, clock),
        replay=providers.Singleton(ReplayHookDelivery, storage.units),
        replay_dead=providers.Singleton(ReplayDeadHookDeliveries, storage.units),
    )
