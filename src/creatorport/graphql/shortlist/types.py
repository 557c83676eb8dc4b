from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.application.list_views import ShortlistView
from creatorport.application.views import Slice
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.fields import attribute, edge
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.shortlist.loaders import CreatorsByShortlistIdLoader

if TYPE_CHECKING:
    from creatorport.graphql.creator.types import Creator


def _asked(first: First = PAGE_DEFAULT, after: After = None) -> Slice:
    return part_of(first, after)


@strawberry.type(description="A creator's place on a shortlist.")
class ShortlistedCreator:
    creator: Annotated["Creator", strawberry.lazy("creatorport.graphql.creator.types")] = edge(
        CreatorByIdLoader, "The creator.", key=lambda listed: listed.creator_id
    )
    added_by: str = attribute("The id of the member who put the creator on the list.")
    added_at: datetime = attribute("When that was.")


@strawberry.type(description="Creators whom the workspace considers, in an order of its own.")
class Shortlist(Node):
    id: strawberry.ID = identity("Shortlist")
    name: str = attribute("Its name.")
    created_by: str = attribute("The id of the member who started it.")
    created_at: datetime = attribute("When it was started.")
    creators: Connection[ShortlistedCreator] = edge(
        CreatorsByShortlistIdLoader, "Who is on it, in its order.", key=lambda shortlist: shortlist.id, asked=_asked
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, ShortlistView)
