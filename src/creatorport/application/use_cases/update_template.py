from dataclasses import dataclass

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import TemplateId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class UpdateTemplateCommand:
    """`based_on` is the number of the version that was seen; what is None stays as it is."""

    member: Member
    template_id: TemplateId
    based_on: int
    name: str | None = None
    text: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class UpdateTemplate:
    """Give a template another name, or another version of its text. The same again changes nothing.

    One's own earlier change is a conflict, too, when its version was not taken over; under an idempotency key it is a
    repeat. Raises NotAllowed, NotFound, WrongState, ConcurrentChange, InvalidValue, UnknownVariable,
    IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: UpdateTemplateCommand) -> None:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return
            template = await uow.templates.load(command.member.workspace_id, command.template_id)
            revised = template.revise(
                command.based_on,
                name=command.name,
                wording=command.text,
                by=command.member.id,
                now=self.clock.now(),
            )
            if revised != template:
                await uow.templates.save(revised)
            await once.keep(template.id)
            await uow.commit()
