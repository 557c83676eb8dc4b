from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated

import strawberry

from creatorport.application.batch_views import BatchProgressView
from creatorport.application.cursors import cursor
from creatorport.application.ports.event_log import Gap
from creatorport.application.streams import batch_progress
from creatorport.application.use_cases.follow_batch import FollowBatchQuery
from creatorport.domain.ids import BatchId
from creatorport.graphql.batch.states import InvitationBatchState
from creatorport.graphql.batch.types import InvitationBatchCounts
from creatorport.graphql.context import Info
from creatorport.graphql.fields import attribute, derived, subscription
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.performance.subscriptions import Lagged


def _place(step: BatchProgressView) -> str:
    return cursor(batch_progress(step.batch_id), step.number)


@strawberry.type(description="A batch of invitations got further.")
class InvitationBatchProgress:
    cursor: str = derived(_place, "Give it as `after` to follow on behind this message, without gap or repeat.")
    batch_id: strawberry.ID = derived(lambda step: global_id("InvitationBatch", step.batch_id), "The batch.")
    at: datetime = attribute("When it got there.")
    state: InvitationBatchState = attribute("How far it was then.")
    counts: InvitationBatchCounts = attribute("How many creators had which result then.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, BatchProgressView)


InvitationBatchProgressMessage = Annotated[
    InvitationBatchProgress | Lagged,
    strawberry.union("InvitationBatchProgressMessage", description="What a follower of a batch is told."),
]


@strawberry.type
class BatchSubscriptions:
    @subscription(
        "Follow a batch of invitations: where it stands, then every change; with `after`, every change behind it.",
        AsyncGenerator[InvitationBatchProgressMessage, None],
    )
    async def invitation_batch_progress(
        self,
        info: Info,
        batch_id: Annotated[strawberry.ID, strawberry.argument(description="The batch.")],
        after: Annotated[
            str | None, strawberry.argument(description="The cursor of the last message that was received.")
        ] = None,
    ) -> AsyncGenerator[BatchProgressView | Gap, None]:
        local = BatchId(local_id("InvitationBatch", batch_id, "batchId"))
        return await info.context.use_cases.follow_batch(FollowBatchQuery(info.context.member, local, after))
