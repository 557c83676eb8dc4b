from typing import Any

import strawberry

from creatorport.graphql.fields import derived
from creatorport.graphql.global_ids import global_id

ID_DESCRIPTION = "The id, opaque and unique over the whole graph."


@strawberry.interface(description="Whatever has an id of its own and can be loaded by it.")
class Node:
    id: strawberry.ID = strawberry.field(description=ID_DESCRIPTION)


def identity(kind: str) -> Any:
    """Declare the global id of a view of this type."""
    return derived(lambda view: global_id(kind, view.id), ID_DESCRIPTION)
