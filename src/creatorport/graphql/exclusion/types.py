from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.fields import attribute, edge

if TYPE_CHECKING:
    from creatorport.graphql.creator.types import Creator


@strawberry.type(description="That a creator is not invited by this workspace, and why.")
class Exclusion:
    creator: Annotated["Creator", strawberry.lazy("creatorport.graphql.creator.types")] = edge(
        CreatorByIdLoader, "The creator.", key=lambda exclusion: exclusion.creator_id
    )
    reason: str = attribute("Why, in the words of whoever excluded the creator.")
    excluded_by: str = attribute("The id of the member who excluded the creator.")
    excluded_at: datetime = attribute("When that was.")
