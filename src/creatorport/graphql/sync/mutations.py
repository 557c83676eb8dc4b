from typing import Annotated

import strawberry

from creatorport.application.use_cases.sync_account_now import SyncAccountCommand
from creatorport.domain.ids import AccountId
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.sync.loaders import RunByIdLoader
from creatorport.graphql.sync.types import SyncRun


@strawberry.input(description="A TikTok account.")
class SyncTiktokAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account to sync.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.type(description="The run that was begun or joined, or why there is none.")
class SyncTiktokAccountPayload:
    run: SyncRun | None = derived(lambda outcome: outcome.shown, "The run; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class SyncMutations:
    @mutation(
        "Sync an account now: its profile, its new videos and those that are known. Where a run is under way, it is "
        "joined. Once in a while only; SYNC_TOO_SOON says when again.",
        SyncTiktokAccountPayload,
    )
    async def sync_tiktok_account(
        self,
        info: Info,
        input: Annotated[SyncTiktokAccountInput, strawberry.argument(description="The account.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        account_id = AccountId(local_id("TikTokAccount", input.account_id, "accountId"))
        command = SyncAccountCommand(info.context.member, account_id, input.idempotency_key)
        run_id = await info.context.use_cases.sync_account(command)
        return Outcome(await info.context.loaders.get(RunByIdLoader).load(run_id))
