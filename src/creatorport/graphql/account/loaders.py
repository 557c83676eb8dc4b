from collections.abc import Sequence

from creatorport.application.views import AccountView
from creatorport.domain.ids import AccountId
from creatorport.graphql.loading import Loader


class AccountByIdLoader(Loader[AccountId, AccountView | None]):
    async def batch(self, keys: Sequence[AccountId]) -> Sequence[AccountView | None]:
        found = await self.queries.accounts_by_ids(keys)
        return [found.get(key) for key in keys]
