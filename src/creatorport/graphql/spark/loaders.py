from collections.abc import Sequence

from creatorport.application.spark_views import SparkView
from creatorport.domain.ids import PostId
from creatorport.graphql.loading import Loader


class SparkByPostIdLoader(Loader[PostId, SparkView | None]):
    async def batch(self, keys: Sequence[PostId]) -> Sequence[SparkView | None]:
        found = await self.queries.sparks.of_posts(keys)
        return [found.get(key) for key in keys]


class SparkCodeByPostIdLoader(Loader[PostId, str | None]):
    async def batch(self, keys: Sequence[PostId]) -> Sequence[str | None]:
        found = await self.queries.sparks.codes(keys)
        return [found[key].reveal() if key in found else None for key in keys]
