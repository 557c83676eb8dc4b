from typing import Annotated

import strawberry

from creatorport.application.use_cases.disconnect_business import DisconnectBusinessCommand
from creatorport.application.use_cases.start_business_connect import StartBusinessConnectCommand
from creatorport.domain.ids import AccountId
from creatorport.graphql.account.connecting import StartConnectPayload
from creatorport.graphql.account.loaders import AccountByIdLoader
from creatorport.graphql.account.types import Account
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.scalars import URL


@strawberry.input(description="Whose consent to the business app is asked for.")
class StartTiktokBusinessConnectInput:
    account_id: strawberry.ID = strawberry.field(
        description="The account whose creator must sign in; any other that does is refused."
    )
    always_ask: bool = strawberry.field(
        default=False, description="Whether TikTok shows its page even to somebody who consented before."
    )
    return_to: URL | None = strawberry.field(
        default=None,
        description="A page of an allowed origin to send the browser to, with `outcome` in its query: CONNECTED or a "
        "code. For redirects.",
    )
    popup_origin: str | None = strawberry.field(
        default=None, description="The allowed origin of the page that opens the sign-in in a popup."
    )


@strawberry.input(description="A TikTok account.")
class DisconnectTiktokBusinessInput:
    account_id: strawberry.ID = strawberry.field(
        description="The account whose grant for the business app is let go of."
    )


@strawberry.type(description="The account without that grant, or why it was not let go.")
class DisconnectTiktokBusinessPayload:
    account: Account | None = derived(lambda outcome: outcome.shown, "The account; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class BusinessMutations:
    @mutation(
        "Begin the consent to the app at TikTok API for Business, beside an account that is connected: for insights, "
        "and for acting in campaigns. Send the browser to `authorizeUrl`.",
        StartConnectPayload,
    )
    async def start_tiktok_business_connect(
        self,
        info: Info,
        input: Annotated[StartTiktokBusinessConnectInput, strawberry.argument(description="Whose consent.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = StartBusinessConnectCommand(
            info.context.member,
            AccountId(local_id("TikTokAccount", input.account_id, "accountId")),
            input.always_ask,
            input.return_to,
            input.popup_origin,
        )
        return Outcome(await info.context.use_cases.start_business_connect(command))

    @mutation(
        "Let go of what a creator granted the business app. Its tokens are erased and what it told of their audience "
        "is dropped here at once, and the grant is revoked at TikTok as soon as TikTok answers.",
        DisconnectTiktokBusinessPayload,
    )
    async def disconnect_tiktok_business(
        self,
        info: Info,
        input: Annotated[DisconnectTiktokBusinessInput, strawberry.argument(description="The account.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        account_id = AccountId(local_id("TikTokAccount", input.account_id, "accountId"))
        await info.context.use_cases.disconnect_business(DisconnectBusinessCommand(info.context.member, account_id))
        return Outcome(await info.context.loaders.get(AccountByIdLoader).load(account_id))
