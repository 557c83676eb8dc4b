from typing import Annotated

import strawberry

from creatorport.application.use_cases.start_marketplace_connect import StartMarketplaceConnectCommand
from creatorport.graphql.account.connecting import StartConnectPayload
from creatorport.graphql.context import Info
from creatorport.graphql.fields import Outcome, mutation


@strawberry.input(description="Which TikTok One account to connect.")
class StartMarketplaceConnectInput:
    expected_tto_account_id: str | None = strawberry.field(
        default=None,
        description="TikTok's id of the account, needed where the brand's sign-in reaches several of them.",
    )


@strawberry.type
class MarketplaceMutations:
    @mutation("Begin to connect the workspace to TikTok One. Send the browser to `authorizeUrl`.", StartConnectPayload)
    async def start_marketplace_connect(
        self,
        info: Info,
        input: Annotated[  # noqa: A002  Relay's word
            StartMarketplaceConnectInput, strawberry.argument(description="What is to be connected.")
        ],
    ) -> Outcome:
        command = StartMarketplaceConnectCommand(info.context.member, input.expected_tto_account_id)
        return Outcome(await info.context.use_cases.start_marketplace_connect(command))
