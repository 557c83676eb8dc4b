from collections.abc import Sequence

from creatorport.graphql.loading import Loader


class CurrencyByWorkspaceIdLoader(Loader[str, str | None]):
    async def batch(self, keys: Sequence[str]) -> Sequence[str | None]:
        currency = await self.queries.currency()
        return [currency if key == self.queries.member.workspace_id else None for key in keys]
