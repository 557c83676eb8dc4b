from typing import Annotated

import strawberry

from creatorport.application.batch_views import BatchView
from creatorport.domain.ids import BatchId
from creatorport.graphql.batch.loaders import BatchByIdLoader
from creatorport.graphql.batch.types import InvitationBatch
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id


@strawberry.type
class BatchQueries:
    @query("A batch of invitations by its id; null when the workspace has none of that id.", InvitationBatch | None)
    async def invitation_batch(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The batch's id.")],  # noqa: A002  Relay's word
    ) -> BatchView | None:
        batch_id = BatchId(local_id("InvitationBatch", id))
        return await info.context.loaders.get(BatchByIdLoader).load(batch_id)
