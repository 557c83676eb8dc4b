"""How a request says what is to be written."""

from collections.abc import Sequence

import strawberry

from creatorport.application.writing import MANY, OtherWords, Words
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId, TemplateId
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.terms.inputs import TermsInput
from creatorport.graphql.terms.offers import CreatorTermsInput, offers_of

TEMPLATE = "The template to write by. Give either this or `message`."
MESSAGE = "The message, 1 to 2000 characters, with the same variables as a template."
OVERRIDES = "Other words for some of the creators."
CREATORS = f"The creators: 1 to {MANY}, each once."


@strawberry.input(description="Other words for one creator.")
class InvitationOverride:
    creator_id: strawberry.ID = strawberry.field(description="One of `creatorIds`.")
    message: str = strawberry.field(description="The message for this creator, with the same variables.")


def words_of(
    template_id: strawberry.ID | None,
    message: str | None,
    overrides: Sequence[InvitationOverride],
    terms: TermsInput | None,
    terms_of: Sequence[CreatorTermsInput],
) -> Words:
    """Raises InvalidValue."""
    for field, given in (("overrides", overrides), ("termsOf", terms_of)):
        if len(given) > MANY:
            raise InvalidValue(field, f"give 0 to {MANY}")
    return Words(
        None if template_id is None else TemplateId(local_id("MessageTemplate", template_id, "templateId")),
        message,
        tuple(
            OtherWords(CreatorId(local_id("Creator", one.creator_id, f"overrides.{index}.creatorId")), one.message)
            for index, one in enumerate(overrides)
        ),
        offers_of(terms, terms_of),
    )


def creators_of(creator_ids: Sequence[strawberry.ID]) -> tuple[CreatorId, ...]:
    """Raises InvalidValue."""
    if len(creator_ids) > MANY:
        raise InvalidValue("creatorIds", f"name 1 to {MANY} creators")
    return tuple(CreatorId(local_id("Creator", one, f"creatorIds.{index}")) for index, one in enumerate(creator_ids))
