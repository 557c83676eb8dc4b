from datetime import datetime
from typing import Annotated

import strawberry

from creatorport.application.ports.deliverable_reads import DeliverableFilter
from creatorport.application.views import Slice
from creatorport.graphql.connection import PAGE_DEFAULT, After, First, part_of
from creatorport.graphql.deliverable.loaders import DeliverablesAsked
from creatorport.graphql.deliverable.states import DeliverableState

States = Annotated[list[DeliverableState] | None, strawberry.argument(description="Only those in one of these states.")]
DueBefore = Annotated[
    datetime | None, strawberry.argument(description="Only those that are due, and before this moment.")
]


def wanted_of(states: list[DeliverableState] | None, due_before: datetime | None) -> DeliverableFilter:
    return DeliverableFilter(frozenset(state.value for state in states or ()), due_before)


def deliverables_asked(
    first: First = PAGE_DEFAULT, after: After = None, states: States = None, due_before: DueBefore = None
) -> DeliverablesAsked:
    return DeliverablesAsked(part_of(first, after), wanted_of(states, due_before))


def comments_asked(first: First = PAGE_DEFAULT, after: After = None) -> Slice:
    return part_of(first, after)
