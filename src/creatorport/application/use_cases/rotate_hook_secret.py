from dataclasses import dataclass

from creatorport.application.hooks.secrets import fresh_secret
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.use_cases.create_hook import SecretTold
from creatorport.domain.ids import HookId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RotateHookSecretCommand:
    member: Member
    hook_id: HookId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RotateHookSecret:
    """Sign with a new secret; the present one signs along for a day.

    Raises NotAllowed, NotFound, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: RotateHookSecretCommand) -> SecretTold:
        authorize(command.member, Action.MANAGE_OUTGOING_WEBHOOKS)
        secret = fresh_secret(self.identities)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return SecretTold(command.hook_id, await once.earlier_secret())
            hook = await uow.hooks.lock(command.member.workspace_id, command.hook_id)
            await uow.hooks.save(hook.rotate(secret, self.clock.now()))
            await once.keep(hook.id, secret)
            await uow.commit()
        return SecretTold(command.hook_id, secret)
