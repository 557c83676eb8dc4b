from typing import Annotated

import strawberry

from creatorport.application.use_cases.disconnect_account import DisconnectAccountCommand
from creatorport.application.use_cases.finish_connect import Callback
from creatorport.application.use_cases.refresh_profile import RefreshProfileCommand
from creatorport.application.use_cases.start_account_connect import StartAccountConnectCommand
from creatorport.domain.ids import AccountId
from creatorport.domain.secret import Secret
from creatorport.graphql.account.connecting import StartConnectPayload
from creatorport.graphql.account.loaders import AccountByIdLoader
from creatorport.graphql.account.types import Account
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.marketplace.types import Marketplace
from creatorport.graphql.scalars import URL


@strawberry.input(description="Which TikTok account to connect.")
class StartTiktokConnectInput:
    expected_handle: str | None = strawberry.field(
        default=None, description="The handle that must sign in, with or without @; any other account is refused."
    )
    always_ask: bool = strawberry.field(
        default=False, description="Whether TikTok shows its page even to somebody who consented before."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="The account to connect anew; any other that signs in is refused."
    )
    return_to: URL | None = strawberry.field(
        default=None,
        description="A page of an allowed origin to send the browser to, with `outcome` in its query: CONNECTED or a "
        "code. For redirects.",
    )
    popup_origin: str | None = strawberry.field(
        default=None,
        description="The allowed origin of the page that opens the sign-in in a popup. It gets a message: "
        '`{type: "creatorport.connect", outcome}`.',
    )


@strawberry.input(description="What TikTok's redirect carried, handed over by a single-page app.")
class FinishTiktokConnectInput:
    state: str = strawberry.field(description="The `state` of the redirect.")
    code: str | None = strawberry.field(
        default=None,
        description="The `code` (TikTok One: `auth_code`) of the redirect; null where it carried an error.",
    )
    error: str | None = strawberry.field(default=None, description="The `error` of the redirect, if it carried one.")


@strawberry.input(description="A TikTok account.")
class RefreshTiktokAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account to read anew.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A TikTok account.")
class DisconnectTiktokAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account to let go of.")


@strawberry.type(description="What was connected, or why nothing was.")
class FinishTiktokConnectPayload:
    account: Account | None = derived(
        lambda outcome: outcome.shown and outcome.shown[0], "The creator's account, where one was connected."
    )
    marketplace: Marketplace | None = derived(
        lambda outcome: outcome.shown and outcome.shown[1],
        "The workspace's TikTok One account, where it was connected.",
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The account as TikTok tells now, or why it could not be read.")
class RefreshTiktokAccountPayload:
    account: Account | None = derived(lambda outcome: outcome.shown, "The account; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The account without its grant, or why it was not let go.")
class DisconnectTiktokAccountPayload:
    account: Account | None = derived(lambda outcome: outcome.shown, "The account; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class AccountMutations:
    @mutation(
        "Begin to connect a TikTok account of one's own. Send the browser to `authorizeUrl`.", StartConnectPayload
    )
    async def start_tiktok_connect(
        self,
        info: Info,
        input: Annotated[StartTiktokConnectInput, strawberry.argument(description="What is to be connected.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        account_id = None if input.account_id is None else local_id("TikTokAccount", input.account_id, "accountId")
        command = StartAccountConnectCommand(
            info.context.member,
            input.expected_handle,
            input.always_ask,
            None if account_id is None else AccountId(account_id),
            input.return_to,
            input.popup_origin,
        )
        return Outcome(await info.context.use_cases.start_account_connect(command))

    @mutation(
        "Finish a sign-in whose redirect came to a single-page app. Only who started it may; a state works once.",
        FinishTiktokConnectPayload,
    )
    async def finish_tiktok_connect(
        self,
        info: Info,
        input: Annotated[FinishTiktokConnectInput, strawberry.argument(description="The redirect.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        code = None if input.code is None else Secret(input.code)
        callback = Callback(input.state, code, input.error, by=info.context.member)
        finished = await info.context.use_cases.finish_connect(callback)
        if finished.account_id is None:
            return Outcome((None, await info.context.queries.marketplace()))
        return Outcome((await info.context.loaders.get(AccountByIdLoader).load(finished.account_id), None))

    @mutation("Read an account's profile from TikTok now.", RefreshTiktokAccountPayload)
    async def refresh_tiktok_account(
        self,
        info: Info,
        input: Annotated[RefreshTiktokAccountInput, strawberry.argument(description="The account.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        account_id = AccountId(local_id("TikTokAccount", input.account_id, "accountId"))
        command = RefreshProfileCommand(info.context.member, account_id, input.idempotency_key)
        await info.context.use_cases.refresh_profile(command)
        return Outcome(await info.context.loaders.get(AccountByIdLoader).load(account_id))

    @mutation(
        "Let go of an account: its tokens are erased here at once, and revoked at TikTok as soon as TikTok answers.",
        DisconnectTiktokAccountPayload,
    )
    async def disconnect_tiktok_account(
        self,
        info: Info,
        input: Annotated[DisconnectTiktokAccountInput, strawberry.argument(description="The account.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        account_id = AccountId(local_id("TikTokAccount", input.account_id, "accountId"))
        await info.context.use_cases.disconnect_account(DisconnectAccountCommand(info.context.member, account_id))
        return Outcome(await info.context.loaders.get(AccountByIdLoader).load(account_id))
