from dataclasses import dataclass

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import TemplateId
from creatorport.domain.message_template import MessageTemplate
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CreateTemplateCommand:
    member: Member
    name: str
    text: str
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class CreateTemplate:
    """Keep a wording under a name. Raises NotAllowed, InvalidValue, UnknownVariable, IdempotencyConflict."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: CreateTemplateCommand) -> TemplateId:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        template = MessageTemplate.written(
            TemplateId(self.identities.new()),
            command.member.workspace_id,
            name=command.name,
            wording=command.text,
            by=command.member.id,
            now=self.clock.now(),
        )
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return TemplateId(earlier)
            await uow.templates.add(template)
            await once.keep(template.id)
            await uow.commit()
        return template.id
