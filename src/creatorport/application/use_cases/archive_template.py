from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import TemplateId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ArchiveTemplateCommand:
    member: Member
    template_id: TemplateId


@dataclass(frozen=True, slots=True)
class ArchiveTemplate:
    """Take a template out of use. A repeat changes nothing. Raises NotAllowed, NotFound."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: ArchiveTemplateCommand) -> None:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        async with self.units() as uow:
            template = await uow.templates.load(command.member.workspace_id, command.template_id)
            archived = template.archive(self.clock.now())
            if archived is not template:
                await uow.templates.save(archived)
                await uow.commit()
