from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.ids import PostId, WorkspaceId
from creatorport.domain.spark import SparkAuthorization


class Sparks(Protocol):
    """Permissions to advertise posts, one a post. Their codes are sealed at rest."""

    async def add(self, spark: SparkAuthorization) -> None:
        """Raises ConcurrentChange when the post has one."""
        ...

    async def save(self, spark: SparkAuthorization) -> None:
        """Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def lock(self, workspace_id: WorkspaceId, post_id: PostId) -> SparkAuthorization | None:
        """Load, and let nobody else change it until this unit of work ends; None where the post has none."""
        ...

    async def to_watch(self, checked_before: datetime) -> Sequence[SparkAuthorization]:
        """Return those of all workspaces that wait for the creator, and accepted ones not looked at since then.

        Oldest look first, not locked. For rounds only.
        """
        ...
