from typing import Annotated

import strawberry

from creatorport.application.deliverable_views import DeliverableView
from creatorport.application.views import Page
from creatorport.domain.ids import DeliverableId
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.deliverable.arguments import DueBefore, States, wanted_of
from creatorport.graphql.deliverable.loaders import DeliverableByIdLoader
from creatorport.graphql.deliverable.types import Deliverable
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id


@strawberry.type
class DeliverableQueries:
    @query(
        "What creators owe the workspace, in the order it was agreed; a creator sees what they owe themselves.",
        Connection[Deliverable],
    )
    async def deliverables(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        states: States = None,
        due_before: DueBefore = None,
    ) -> Page[DeliverableView]:
        return await info.context.queries.deliverables.page(part_of(first, after), wanted_of(states, due_before))

    @query("One deliverable; null where the caller may see none of this id.", Deliverable | None)
    async def deliverable(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The deliverable's id.")],  # noqa: A002  the graph's word
    ) -> DeliverableView | None:
        return await info.context.loaders.get(DeliverableByIdLoader).load(DeliverableId(local_id("Deliverable", id)))
