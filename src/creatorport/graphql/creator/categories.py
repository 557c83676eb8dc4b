from collections.abc import Sequence
from datetime import datetime

import strawberry

from creatorport.application.use_cases.list_categories import CategoriesView
from creatorport.domain.creator_profile import Label
from creatorport.graphql.context import Info
from creatorport.graphql.creator.page import CategoryName
from creatorport.graphql.fields import attribute, derived, query


def _names(labels: Sequence[Label]) -> list[CategoryName]:
    return [CategoryName(id=label.id, name=label.name) for label in labels]


@strawberry.type(description="The categories that creators are searched by, as TikTok One knows them.")
class SearchCategories:
    content: list[CategoryName] = derived(
        lambda shown: _names(shown.content), "What videos are about, by name: for `contentCategories`."
    )
    industry: list[CategoryName] = derived(
        lambda shown: _names(shown.industry), "Industries, by name: for `industryCategories`."
    )
    read_at: datetime = attribute("When they were read from TikTok. They are read again after a week.")


@strawberry.type
class CategoryQueries:
    @query(
        "The categories to search creators by. At most one call to TikTok a week.", SearchCategories, reads_only=False
    )
    async def creator_categories(self, info: Info) -> CategoriesView:
        return await info.context.use_cases.list_categories(info.context.member)
