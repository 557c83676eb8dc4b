from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.application.list_views import NoteView
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.fields import attribute, edge
from creatorport.graphql.node.types import Node, identity

if TYPE_CHECKING:
    from creatorport.graphql.creator.types import Creator


@strawberry.type(description="What a member wrote about a creator. The workspace reads it; the creator does not.")
class Note(Node):
    id: strawberry.ID = identity("Note")
    creator: Annotated["Creator", strawberry.lazy("creatorport.graphql.creator.types")] = edge(
        CreatorByIdLoader, "The creator.", key=lambda note: note.creator_id
    )
    text: str = attribute("The words.")
    author: str = attribute("The id of the member who wrote it.")
    written_at: datetime = attribute("When it was written.")
    edited_at: datetime | None = attribute("When it was last changed; null where it never was.")
    edited_by: str | None = attribute("The id of the member who changed it last; null where nobody did.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, NoteView)
