from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import HookId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DeleteHookCommand:
    member: Member
    hook_id: HookId


@dataclass(frozen=True, slots=True)
class DeleteHook:
    """Forget a webhook, with all that waits for it and was told to it. Raises NotAllowed, NotFound."""

    units: UnitsOfWork

    async def __call__(self, command: DeleteHookCommand) -> None:
        authorize(command.member, Action.MANAGE_OUTGOING_WEBHOOKS)
        async with self.units() as uow:
            await uow.hooks.remove(command.member.workspace_id, command.hook_id)
            await uow.commit()
