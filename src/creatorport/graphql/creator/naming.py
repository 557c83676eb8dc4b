"""Creators that an input names, and what a payload shows of them."""

from collections.abc import Sequence

import strawberry

from creatorport.application.creators_named import Named
from creatorport.domain.ids import CreatorId
from creatorport.graphql.context import Info
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.fields import Outcome
from creatorport.graphql.global_ids import local_id

CREATOR_IDS = "The creators: 1 to 100."
DONE_FOR = "The creators for whom it was done, each once, in the order of the input."
ERRORS_BY_CREATOR = "Why nothing was done, or for which of the creators it could not be."


def creator_ids(texts: Sequence[strawberry.ID], field: str = "creatorIds") -> tuple[CreatorId, ...]:
    """Return the ids that an input names. Raises InvalidValue for the first that is not a creator's."""
    return tuple(CreatorId(local_id("Creator", one, f"{field}.{index}")) for index, one in enumerate(texts))


async def named(info: Info, done: Named) -> Outcome:
    """Return what a payload shows: the creators for whom something was done, and why not for the others."""
    return Outcome(await info.context.loaders.get(CreatorByIdLoader).load_many(done.creator_ids), done.refusals)
