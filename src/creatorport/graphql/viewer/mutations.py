from typing import Annotated

import strawberry

from creatorport.application.use_cases.set_currency import SetCurrencyCommand
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation


@strawberry.input(description="The currency to settle on.")
class SetWorkspaceCurrencyInput:
    currency: str = strawberry.field(description="An ISO 4217 code, such as EUR.")


@strawberry.type(description="The workspace's currency, or why it was not settled.")
class SetWorkspaceCurrencyPayload:
    currency: str | None = derived(lambda outcome: outcome.shown, "The currency; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class WorkspaceMutations:
    @mutation(
        "Settle the workspace's currency, before its first amount does. It is settled once and for good.",
        SetWorkspaceCurrencyPayload,
    )
    async def set_workspace_currency(
        self,
        info: Info,
        input: Annotated[SetWorkspaceCurrencyInput, strawberry.argument(description="The currency.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        await info.context.use_cases.campaigns.set_currency(SetCurrencyCommand(info.context.member, input.currency))
        return Outcome(input.currency)
