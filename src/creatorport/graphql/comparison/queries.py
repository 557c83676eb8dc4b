from typing import Annotated

import strawberry

from creatorport.application.comparison import COMPARED_MAX, Comparison, compare
from creatorport.domain.errors import InvalidValue, NotFound
from creatorport.graphql.comparison.types import CreatorComparison
from creatorport.graphql.context import Info
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.naming import creator_ids
from creatorport.graphql.fields import query


@strawberry.type
class ComparisonQueries:
    @query("Creators side by side, from what is stored: asks TikTok nothing.", CreatorComparison)
    async def compare_creators(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="The creators: 1 to 10.")],
    ) -> Comparison:
        if not 1 <= len(ids) <= COMPARED_MAX:
            raise InvalidValue("ids", f"name 1 to {COMPARED_MAX} creators")
        keys = creator_ids(ids, "ids")
        found = dict(zip(keys, await info.context.loaders.get(CreatorByIdLoader).load_many(keys), strict=True))
        for index, key in enumerate(keys):
            if found[key] is None:
                raise NotFound("creator", key, field=f"ids.{index}")
        return compare([creator for creator in found.values() if creator is not None])
