from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from creatorport.application.refused import Refused
from creatorport.application.template_views import PreviewView, TemplateView
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId
from creatorport.domain.wording import MESSAGE_MAX, Wording
from creatorport.graphql.enums import value
from creatorport.graphql.error.types import UserError
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.template.loaders import VersionsByTemplateIdLoader

VERSIONS_MAX = 50


def versions_asked(
    newest: Annotated[
        int, strawberry.argument(description=f"How many of the newest versions to return: 1 to {VERSIONS_MAX}.")
    ] = 10,
) -> int:
    if not 1 <= newest <= VERSIONS_MAX:
        raise InvalidValue("newest", f"ask for 1 to {VERSIONS_MAX} versions")
    return newest


@strawberry.enum(description="Whether a message template is in use.")
class MessageTemplateState(Enum):
    ACTIVE = value("active", description="It can be written by.")
    ARCHIVED = value("archived", description="Taken out of use; its versions stay.")


@strawberry.enum(description="What a message's text can name in braces.")
class MessageVariable(Enum):
    DISPLAY_NAME = value("display_name", description="`{display_name}`: the creator's name.")
    HANDLE = value("handle", description="`{handle}`: the creator's handle, without @.")
    CAMPAIGN = value("campaign", description="`{campaign}`: the campaign's name.")
    BRAND = value("brand", description="`{brand}`: the brand that the campaign is for.")
    FEE = value("fee", description="`{fee}`: what the creator is offered.")
    DELIVERABLES = value("deliverables", description="`{deliverables}`: what the creator is asked for.")
    DUE_DATE = value("due_date", description="`{due_date}`: when the first of it is due.")
    JOIN_LINK = value("join_link", description="`{join_link}`: TikTok's link to join by; there is one after launch.")


@strawberry.type(description="One version of a message template's text.")
class MessageTemplateVersion:
    number: int = attribute("Its number; the first is 1.")
    text: str = attribute("The text.")
    written_by: str = attribute("The id of the member who wrote it.")
    written_at: datetime = attribute("When it was written.")


@strawberry.type(description="A text that a workspace keeps for its messages, in versions.")
class MessageTemplate(Node):
    id: strawberry.ID = identity("MessageTemplate")
    name: str = attribute("Its name.")
    state: MessageTemplateState = attribute("Whether it is in use.")
    text: str = attribute("The text as it is now.")
    number: int = attribute("The number of the present version; the first is 1.")
    variables: list[MessageVariable] = derived(
        lambda template: [one.value for one in Wording(template.text).variables], "What the text names in braces."
    )
    revised_by: str = attribute("The id of the member who wrote the present version.")
    revised_at: datetime = attribute("When the present version was written.")
    created_at: datetime = attribute("When the template was made.")
    archived_at: datetime | None = attribute("When it was taken out of use; null while it is in use.")
    versions: list[MessageTemplateVersion] = edge(
        VersionsByTemplateIdLoader,
        "The newest versions, newest of them first.",
        key=lambda template: template.id,
        asked=versions_asked,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, TemplateView)


def _creator(preview: PreviewView) -> str:
    return global_id("Creator", CreatorId(preview.creator_id))


def _problems(preview: PreviewView) -> tuple[Refused, ...]:
    return preview.problems


@strawberry.type(description="The message that one creator would get.")
class InvitationPreview:
    creator_id: strawberry.ID = derived(_creator, "The creator.")
    handle: str | None = attribute("The creator's handle, without @; null for one whom the workspace does not know.")
    text: str | None = attribute(
        "The message. A variable without a value still has its name in it. Null for an unknown creator."
    )
    length: int | None = attribute("How many characters the message has.")
    longest: int = derived(lambda _: MESSAGE_MAX, "How many characters TikTok takes.")
    problems: list[UserError] = derived(_problems, "Why it could not be sent like this; empty when it could.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, PreviewView)
