import json
from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from creatorport.application.list_views import SavedSearchView
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.node.types import Node, identity


@strawberry.type(description="A search for creators, kept under a name.")
class SavedSearch(Node):
    id: strawberry.ID = identity("SavedSearch")
    name: str = attribute("Its name.")
    filter: JSON = derived(
        lambda search: json.loads(search.asked)["filter"],
        "What is looked for, as `CreatorFilter` takes it: it can be sent back as a variable.",
    )
    sort: JSON | None = derived(
        lambda search: json.loads(search.asked).get("sort"),
        "The order, as `CreatorSort` takes it; null where none was given.",
    )
    form: int = attribute("The number of the form in which filter and order were written.")
    created_by: str = attribute("The id of the member who saved it.")
    created_at: datetime = attribute("When it was saved.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, SavedSearchView)
