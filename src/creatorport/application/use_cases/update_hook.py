from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.hook_sending import HookSender
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import InvalidValue, NotFound
from creatorport.domain.hooks.delivery import DeadBecause
from creatorport.domain.hooks.hook import DisabledBecause, Hook
from creatorport.domain.hooks.news import HookEventType
from creatorport.domain.ids import HookId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class UpdateHookCommand:
    """What is None stays as it is; `all_types` has it told of everything, instead of the `types` that it names."""

    member: Member
    hook_id: HookId
    url: str | None = None
    types: tuple[HookEventType, ...] | None = None
    all_types: bool = False
    enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class UpdateHook:
    """Change where a webhook goes, what it tells, or whether it does. The same change again changes nothing.

    What waits is sent to a new address at once, whatever its former one failed to take. What waits for one that is
    disabled is given up, and can be replayed. Raises NotAllowed, NotFound, InvalidValue, HookAddressRefused.
    """

    units: UnitsOfWork
    clock: Clock
    sender: HookSender

    async def __call__(self, command: UpdateHookCommand) -> None:
        member = command.member
        authorize(member, Action.MANAGE_OUTGOING_WEBHOOKS)
        if command.all_types and command.types is not None:
            raise InvalidValue("eventTypes", "either name types, or ask for all of them")
        await self._check(command)
        async with self.units() as uow:
            hook = await uow.hooks.lock(member.workspace_id, command.hook_id)
            changed = self._changed(hook, command)
            if changed is hook:
                return
            await uow.hooks.save(changed)
            if changed.is_enabled:
                if changed.url != hook.url:
                    await uow.hook_deliveries.redirect_open(hook.workspace_id, hook.id)
                await uow.jobs.defer(DriveHook(hook.workspace_id, hook.id))
            else:
                now = self.clock.now()
                await uow.hook_deliveries.bury_open(hook.workspace_id, hook.id, DeadBecause.DISABLED, now)
            await uow.commit()

    async def _check(self, command: UpdateHookCommand) -> None:
        """Look up where a new address leads, while nothing is held; and only for who has that webhook."""
        if command.url is None:
            return
        async with self.units() as uow:
            hook = await uow.hooks.find(command.member.workspace_id, command.hook_id)
        if hook is None:
            raise NotFound("webhook", command.hook_id)
        pointed = hook.point(command.url)
        if pointed is not hook:
            await self.sender.check(pointed.url)

    def _changed(self, hook: Hook, command: UpdateHookCommand) -> Hook:
        changed = hook if command.url is None else hook.point(command.url)
        if command.all_types:
            changed = changed.choose(None)
        if command.types is not None:
            changed = changed.choose(frozenset(command.types))
        if command.enabled is not None:
            because, now = DisabledBecause.MEMBER, self.clock.now()
            changed = changed.enable() if command.enabled else changed.disable(because, now)
        return changed
