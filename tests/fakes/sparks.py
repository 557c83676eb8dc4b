from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from creatorport.application.spark_views import SparkView
from creatorport.domain.ids import PostId, WorkspaceId
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkAuthorization
from creatorport.domain.spark_states import SparkState
from tests.fakes.shelf import Shelf
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction

_NEVER = datetime.min.replace(tzinfo=UTC)


class InMemorySparks:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, spark: SparkAuthorization) -> None:
        await self._at.add(_key(spark.workspace_id, spark.id), spark)

    async def save(self, spark: SparkAuthorization) -> None:
        await self._at.save(_key(spark.workspace_id, spark.id), spark)

    async def lock(self, workspace_id: WorkspaceId, post_id: PostId) -> SparkAuthorization | None:
        key = _key(workspace_id, post_id)
        await self._at.lock(key)
        found = self._at.get(key)
        return found if isinstance(found, SparkAuthorization) else None

    async def to_watch(self, checked_before: datetime) -> Sequence[SparkAuthorization]:
        def watched(one: SparkAuthorization) -> bool:
            due = one.extending is not None or one.checked_at is None or one.checked_at < checked_before
            return one.state is SparkState.WAITING or (one.state is SparkState.ACCEPTED and due)

        found = self._at.all("spark", SparkAuthorization, watched)
        return sorted(found, key=lambda one: (one.checked_at or _NEVER, one.workspace_id, one.id))


@dataclass
class InMemorySparkReads:
    shelf: Shelf

    async def of_posts(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, SparkView]:
        found = self.shelf.of(SparkAuthorization, workspace_id, "spark", "sparks.of_posts")
        return {one.id: SparkView.of(one) for one in found if one.id in ids}

    async def codes(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, Secret]:
        found = self.shelf.of(SparkAuthorization, workspace_id, "spark", "sparks.codes")
        return {one.id: one.code.code for one in found if one.id in ids and one.code is not None}


def _key(workspace_id: WorkspaceId, post_id: PostId) -> Key:
    return ("spark", workspace_id, post_id)
