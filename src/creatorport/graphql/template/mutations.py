from typing import Annotated

import strawberry

from creatorport.application.use_cases.archive_template import ArchiveTemplateCommand
from creatorport.application.use_cases.create_template import CreateTemplateCommand
from creatorport.application.use_cases.update_template import UpdateTemplateCommand
from creatorport.domain.ids import TemplateId
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.template.loaders import TemplateByIdLoader
from creatorport.graphql.template.types import MessageTemplate

_TEXT = (
    "The text, 1 to 2000 characters. It can name `{display_name}`, `{handle}`, `{campaign}`, `{brand}`, `{fee}`, "
    "`{deliverables}`, `{due_date}` and `{join_link}`; another name in braces is refused."
)
_SHOWN = "The template; null where it was refused."


@strawberry.input(description="A text to keep.")
class CreateMessageTemplateInput:
    name: str = strawberry.field(description="Its name, 1 to 100 characters.")
    text: str = strawberry.field(description=_TEXT)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A change of a template.")
class UpdateMessageTemplateInput:
    template_id: strawberry.ID = strawberry.field(description="The template.")
    based_on: int = strawberry.field(
        description="The `number` that was seen; where there is a newer one, it is refused with CONCURRENT_CHANGE."
    )
    name: str | None = strawberry.field(default=None, description="Its new name; left out, the name stays.")
    text: str | None = strawberry.field(default=None, description=f"{_TEXT} Left out, the text stays.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A template.")
class ArchiveMessageTemplateInput:
    template_id: strawberry.ID = strawberry.field(description="The template.")


@strawberry.type(description="The template that was made, or why none was.")
class CreateMessageTemplatePayload:
    template: MessageTemplate | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The template as it is now, or why it was not changed.")
class UpdateMessageTemplatePayload:
    template: MessageTemplate | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The template out of use, or why it is not.")
class ArchiveMessageTemplatePayload:
    template: MessageTemplate | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class TemplateMutations:
    @mutation("Keep a text for messages under a name.", CreateMessageTemplatePayload)
    async def create_message_template(
        self,
        info: Info,
        input: Annotated[CreateMessageTemplateInput, strawberry.argument(description="The template.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = CreateTemplateCommand(info.context.member, input.name, input.text, input.idempotency_key)
        return await _shown(info, await info.context.use_cases.create_template(command))

    @mutation(
        "Give a template another name, or a new version of its text. Older versions stay.", UpdateMessageTemplatePayload
    )
    async def update_message_template(
        self,
        info: Info,
        input: Annotated[UpdateMessageTemplateInput, strawberry.argument(description="The change.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        template_id = _local(input.template_id)
        command = UpdateTemplateCommand(
            info.context.member, template_id, input.based_on, input.name, input.text, input.idempotency_key
        )
        await info.context.use_cases.update_template(command)
        return await _shown(info, template_id)

    @mutation("Take a template out of use. What was written by it stays.", ArchiveMessageTemplatePayload)
    async def archive_message_template(
        self,
        info: Info,
        input: Annotated[ArchiveMessageTemplateInput, strawberry.argument(description="The template.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        template_id = _local(input.template_id)
        await info.context.use_cases.archive_template(ArchiveTemplateCommand(info.context.member, template_id))
        return await _shown(info, template_id)


def _local(template_id: strawberry.ID) -> TemplateId:
    return TemplateId(local_id("MessageTemplate", template_id, "templateId"))


async def _shown(info: Info, template_id: TemplateId) -> Outcome:
    return Outcome(await info.context.loaders.get(TemplateByIdLoader).load(template_id))
