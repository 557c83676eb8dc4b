import strawberry

from creatorport.graphql.creator.naming import CREATOR_IDS
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY

_SHORTLIST = "The shortlist."
_NAME = "Its name, 1 to 100 characters."


@strawberry.input(description="The shortlist to start.")
class CreateShortlistInput:
    name: str = strawberry.field(description=_NAME)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A shortlist and its new name.")
class RenameShortlistInput:
    shortlist_id: strawberry.ID = strawberry.field(description=_SHORTLIST)
    name: str = strawberry.field(description=_NAME)


@strawberry.input(description="Whom to put on which shortlist.")
class AddToShortlistInput:
    shortlist_id: strawberry.ID = strawberry.field(description="The shortlist; it holds at most 500 creators.")
    creator_ids: list[strawberry.ID] = strawberry.field(description=CREATOR_IDS)


@strawberry.input(description="Whom to take off which shortlist.")
class RemoveFromShortlistInput:
    shortlist_id: strawberry.ID = strawberry.field(description=_SHORTLIST)
    creator_ids: list[strawberry.ID] = strawberry.field(description=CREATOR_IDS)


@strawberry.input(description="Whom to move on which shortlist, and to where.")
class ReorderShortlistInput:
    shortlist_id: strawberry.ID = strawberry.field(description=_SHORTLIST)
    creator_ids: list[strawberry.ID] = strawberry.field(
        description="Creators on it, 1 to 100, in the order in which they are to stand."
    )
    after: strawberry.ID | None = strawberry.field(
        default=None, description="The creator behind whom they are to stand; at the top without one."
    )


@strawberry.input(description="The shortlist to delete.")
class DeleteShortlistInput:
    shortlist_id: strawberry.ID = strawberry.field(description=_SHORTLIST)
