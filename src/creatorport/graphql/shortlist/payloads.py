import strawberry

from creatorport.graphql.creator.naming import ERRORS_BY_CREATOR
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.shortlist.types import Shortlist

_SHORTLIST = "The shortlist; null where nothing was done."


@strawberry.type(description="The shortlist that was started, or why none was.")
class CreateShortlistPayload:
    shortlist: Shortlist | None = derived(lambda outcome: outcome.shown, _SHORTLIST)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The shortlist with its new name, or why it has none.")
class RenameShortlistPayload:
    shortlist: Shortlist | None = derived(lambda outcome: outcome.shown, _SHORTLIST)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The shortlist, and who could not be put on it.")
class AddToShortlistPayload:
    shortlist: Shortlist | None = derived(lambda outcome: outcome.shown, _SHORTLIST)
    errors: list[UserError] = attribute(ERRORS_BY_CREATOR)


@strawberry.type(description="The shortlist, and who could not be taken off.")
class RemoveFromShortlistPayload:
    shortlist: Shortlist | None = derived(lambda outcome: outcome.shown, _SHORTLIST)
    errors: list[UserError] = attribute(ERRORS_BY_CREATOR)


@strawberry.type(description="The shortlist in its new order, or why it has none.")
class ReorderShortlistPayload:
    shortlist: Shortlist | None = derived(lambda outcome: outcome.shown, _SHORTLIST)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="Which shortlist was deleted, or why none was.")
class DeleteShortlistPayload:
    deleted_id: strawberry.ID | None = derived(
        lambda outcome: outcome.shown, "The id that the shortlist had; null where it was not deleted."
    )
    errors: list[UserError] = attribute(ERRORS)
