from typing import Annotated

import strawberry

from creatorport.application.use_cases.refresh_creator_insights import RefreshCreatorInsightsCommand
from creatorport.application.use_cases.refresh_insights import RefreshInsightsCommand
from creatorport.domain.ids import AccountId, CreatorId
from creatorport.graphql.account.loaders import AccountByIdLoader
from creatorport.graphql.account.types import Account
from creatorport.graphql.context import Info
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id

_BEGUN = "Whether anything is being read; false where everything is fresh, or was refused."


@strawberry.input(description="A TikTok account.")
class RefreshTiktokInsightsInput:
    account_id: strawberry.ID = strawberry.field(description="The account whose insights are to be read.")


@strawberry.input(description="A creator.")
class RefreshCreatorInsightsInput:
    creator_id: strawberry.ID = strawberry.field(description="The creator whose insights are to be read.")


@strawberry.type(description="Whether insights are being read, or why not.")
class RefreshTiktokInsightsPayload:
    account: Account | None = derived(
        lambda outcome: outcome.shown and outcome.shown[0], "The account; null where it was refused."
    )
    reading: bool = derived(lambda outcome: bool(outcome.shown and outcome.shown[1]), _BEGUN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="Whether insights are being read, or why not.")
class RefreshCreatorInsightsPayload:
    creator: Creator | None = derived(
        lambda outcome: outcome.shown and outcome.shown[0], "The creator; null where it was refused."
    )
    reading: bool = derived(lambda outcome: bool(outcome.shown and outcome.shown[1]), _BEGUN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class InsightMutations:
    @mutation(
        "Have an account's own insights read by a job, as far as they are no longer fresh. Asking twice reads once.",
        RefreshTiktokInsightsPayload,
    )
    async def refresh_tiktok_insights(
        self,
        info: Info,
        input: Annotated[RefreshTiktokInsightsInput, strawberry.argument(description="The account.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        account_id = AccountId(local_id("TikTokAccount", input.account_id, "accountId"))
        begun = await info.context.use_cases.refresh_insights(RefreshInsightsCommand(info.context.member, account_id))
        return Outcome((await info.context.loaders.get(AccountByIdLoader).load(account_id), begun))

    @mutation(
        "Have what can be read of a creator without their consent read by a job, as far as it is no longer fresh.",
        RefreshCreatorInsightsPayload,
    )
    async def refresh_creator_insights(
        self,
        info: Info,
        input: Annotated[RefreshCreatorInsightsInput, strawberry.argument(description="The creator.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        creator_id = CreatorId(local_id("Creator", input.creator_id, "creatorId"))
        command = RefreshCreatorInsightsCommand(info.context.member, creator_id)
        begun = await info.context.use_cases.refresh_creator_insights(command)
        return Outcome((await info.context.loaders.get(CreatorByIdLoader).load(creator_id), begun))
