"""Every use case of outgoing webhooks, on any units of work."""

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.hook_sending import HookSender
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.use_cases.create_hook import CreateHook
from creatorport.application.use_cases.delete_hook import DeleteHook
from creatorport.application.use_cases.replay_dead_hook_deliveries import ReplayDeadHookDeliveries
from creatorport.application.use_cases.replay_hook_delivery import ReplayHookDelivery
from creatorport.application.use_cases.rotate_hook_secret import RotateHookSecret
from creatorport.application.use_cases.send_test_event import SendTestEvent
from creatorport.application.use_cases.update_hook import UpdateHook
from creatorport.graphql.hook.use_cases import HookUseCases


def hook_use_cases(units: UnitsOfWork, clock: Clock, identities: Identities, sender: HookSender) -> HookUseCases:
    return HookUseCases(
        create=CreateHook(units, clock, identities, sender),
        update=UpdateHook(units, clock, sender),
        rotate_secret=RotateHookSecret(units, clock, identities),
        delete=DeleteHook(units),
        send_test=SendTestEvent(units, clock),
        replay=ReplayHookDelivery(units),
        replay_dead=ReplayDeadHookDeliveries(units),
    )
