from collections.abc import Collection, Mapping
from typing import Protocol

from creatorport.application.spark_views import SparkView
from creatorport.domain.ids import PostId, WorkspaceId
from creatorport.domain.secret import Secret


class SparkReads(Protocol):
    async def of_posts(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, SparkView]: ...

    async def codes(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, Secret]:
        """Return the codes, opened, of posts that have one."""
        ...
