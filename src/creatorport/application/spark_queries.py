"""Reads of permissions to advertise posts, for one member: each asks the policy first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.spark_reads import SparkReads
from creatorport.application.spark_views import SparkView
from creatorport.domain.ids import PostId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class SparkQueries:
    """What one member may read. Every method raises NotAllowed."""

    member: Member
    reads: SparkReads

    async def of_posts(self, ids: Collection[PostId]) -> Mapping[PostId, SparkView]:
        authorize(self.member, Action.SEE_PERFORMANCE)
        return await self.reads.of_posts(self.member.workspace_id, ids)

    async def codes(self, ids: Collection[PostId]) -> Mapping[PostId, Secret]:
        authorize(self.member, Action.USE_SPARK_CODES)
        return await self.reads.codes(self.member.workspace_id, ids)
