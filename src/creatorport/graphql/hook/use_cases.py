from dataclasses import dataclass

from creatorport.application.use_cases.create_hook import CreateHook
from creatorport.application.use_cases.delete_hook import DeleteHook
from creatorport.application.use_cases.replay_dead_hook_deliveries import ReplayDeadHookDeliveries
from creatorport.application.use_cases.replay_hook_delivery import ReplayHookDelivery
from creatorport.application.use_cases.rotate_hook_secret import RotateHookSecret
from creatorport.application.use_cases.send_test_event import SendTestEvent
from creatorport.application.use_cases.update_hook import UpdateHook


@dataclass(frozen=True, slots=True)
class HookUseCases:
    """Every use case of outgoing webhooks, ready made."""

    create: CreateHook
    update: UpdateHook
    rotate_secret: RotateHookSecret
    delete: DeleteHook
    send_test: SendTestEvent
    replay: ReplayHookDelivery
    replay_dead: ReplayDeadHookDeliveries
