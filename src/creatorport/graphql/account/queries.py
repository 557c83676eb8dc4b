from typing import Annotated

import strawberry

from creatorport.application.views import AccountView, Page
from creatorport.domain.ids import AccountId
from creatorport.graphql.account.loaders import AccountByIdLoader
from creatorport.graphql.account.types import Account
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id


@strawberry.type
class AccountQueries:
    @query("The workspace's TikTok accounts, newest first; a creator sees their own.", Connection[Account])
    async def tiktok_accounts(self, info: Info, first: First = PAGE_DEFAULT, after: After = None) -> Page[AccountView]:
        return await info.context.queries.accounts(part_of(first, after))

    @query("One TikTok account; null where there is none of this id for the caller to see.", Account | None)
    async def tiktok_account(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The account's id.")],  # noqa: A002  the graph's word
    ) -> AccountView | None:
        return await info.context.loaders.get(AccountByIdLoader).load(AccountId(local_id("TikTokAccount", id)))
