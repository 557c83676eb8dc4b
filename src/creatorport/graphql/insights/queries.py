from typing import Annotated

import strawberry

from creatorport.application.insight_views import InsightsView
from creatorport.domain.ids import CreatorId
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.insights.asked import (
    BEST_DEFAULT,
    DAYS_DEFAULT,
    Best,
    BestBy,
    ContentOrder,
    Days,
    Zone,
    insights_asked,
)
from creatorport.graphql.insights.loaders import InsightsByCreatorIdLoader
from creatorport.graphql.insights.types import Insights


@strawberry.type
class InsightQueries:
    @query("A creator's insights; null where the workspace has no creator of this id.", Insights | None)
    async def creator_insights(
        self,
        info: Info,
        creator_id: Annotated[strawberry.ID, strawberry.argument(description="The creator's id.")],
        days: Days = DAYS_DEFAULT,
        time_zone: Zone = "UTC",
        best: Best = BEST_DEFAULT,
        best_by: BestBy = ContentOrder.VIEWS,
    ) -> InsightsView | None:
        asked = insights_asked(days, time_zone, best, best_by)
        key = CreatorId(local_id("Creator", creator_id, "creatorId"))
        return await info.context.loaders.get(InsightsByCreatorIdLoader, asked).load(key)
