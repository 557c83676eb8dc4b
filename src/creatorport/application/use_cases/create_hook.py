from dataclasses import dataclass, field

from creatorport.application.hooks.secrets import fresh_secret
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.hook_sending import HookSender
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.errors import TooManyHooks
from creatorport.domain.hooks.hook import HOOKS_MAX, Hook
from creatorport.domain.hooks.news import HookEventType
from creatorport.domain.ids import HookId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CreateHookCommand:
    """`types` is what it is told of, None for everything."""

    member: Member
    url: str
    types: tuple[HookEventType, ...] | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class SecretTold:
    """A hook's new secret, which is told this once, and to repeats under its key."""

    hook_id: HookId
    secret: Secret


@dataclass(frozen=True, slots=True)
class CreateHook:
    """Have an address told of what happens from now on.

    Raises NotAllowed, InvalidValue, HookAddressRefused, TooManyHooks, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    sender: HookSender
    most: int = field(default=HOOKS_MAX)

    async def __call__(self, command: CreateHookCommand) -> SecretTold:
        authorize(command.member, Action.MANAGE_OUTGOING_WEBHOOKS)
        hook = Hook.made(
            HookId(self.identities.new()),
            command.member.workspace_id,
            url=command.url,
            types=None if command.types is None else frozenset(command.types),
            secret=fresh_secret(self.identities),
            by=command.member.id,
            now=self.clock.now(),
        )
        async with self.units() as uow:
            # Nothing is held while a stranger's name is looked up; a repeat does without that.
            told = await _told_before(Once(uow, command))
        if told is not None:
            return told
        await self.sender.check(hook.url)
        async with self.units() as uow:
            once = Once(uow, command)
            told = await _told_before(once)
            if told is not None:
                return told
            await self._add(uow, hook)
            await once.keep(hook.id, hook.secret)
            await uow.commit()
        return SecretTold(hook.id, hook.secret)

    async def _add(self, uow: UnitOfWork, hook: Hook) -> None:
        if await uow.hooks.count(hook.workspace_id) >= self.most:
            raise TooManyHooks(self.most)
        await uow.hooks.add(hook)


async def _told_before(once: Once) -> SecretTold | None:
    earlier = await once.earlier()
    return SecretTold(HookId(earlier), await once.earlier_secret()) if isinstance(earlier, str) else None
