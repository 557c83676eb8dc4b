from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated

import strawberry

from creatorport.application.cursors import cursor
from creatorport.application.ports.event_log import Gap
from creatorport.application.streams import account_sync
from creatorport.application.sync_views import SyncProgressView
from creatorport.application.use_cases.follow_sync import FollowSyncQuery
from creatorport.domain.ids import AccountId
from creatorport.graphql.context import Info
from creatorport.graphql.fields import attribute, derived, subscription
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.performance.subscriptions import Lagged
from creatorport.graphql.sync.types import SyncRun


def _place(step: SyncProgressView) -> str:
    return cursor(account_sync(step.run.account_id), step.number)


@strawberry.type(description="A sync run took a step.")
class SyncProgress:
    cursor: str = derived(_place, "Give it as `after` to follow on behind this message, without gap or repeat.")
    account_id: strawberry.ID = derived(lambda step: global_id("TikTokAccount", step.run.account_id), "The account.")
    at: datetime = attribute("When the step was taken.")
    run: SyncRun = attribute("The run as it stood then.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, SyncProgressView)


SyncProgressMessage = Annotated[
    SyncProgress | Lagged,
    strawberry.union("SyncProgressMessage", description="What a follower of an account's syncs is told."),
]


@strawberry.type
class SyncSubscriptions:
    @subscription(
        "Follow an account's syncs: where the latest one stands, then every step; with `after`, every step behind it.",
        AsyncGenerator[SyncProgressMessage, None],
    )
    async def sync_progress(
        self,
        info: Info,
        account_id: Annotated[strawberry.ID, strawberry.argument(description="The account.")],
        after: Annotated[
            str | None, strawberry.argument(description="The cursor of the last message that was received.")
        ] = None,
    ) -> AsyncGenerator[SyncProgressView | Gap, None]:
        local = AccountId(local_id("TikTokAccount", account_id, "accountId"))
        return await info.context.use_cases.follow_sync(FollowSyncQuery(info.context.member, local, after))
