from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class UpdateTemplate:
    """Give a template another name, or another version of its text. The same change again changes nothing.

    Raises NotAllowed, NotFound, WrongState, ConcurrentChange, InvalidValue, UnknownVariable.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: UpdateTemplateCommand) -> None:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        async with self.units() as uow:
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
                await uow.commit()
