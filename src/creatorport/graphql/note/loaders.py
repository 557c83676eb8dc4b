from collections.abc import Sequence

from creatorport.application.list_views import NoteView
from creatorport.application.queries import Queries
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, NoteId
from creatorport.graphql.loading import Loader


class NoteByIdLoader(Loader[NoteId, NoteView | None]):
    async def batch(self, keys: Sequence[NoteId]) -> Sequence[NoteView | None]:
        found = await self.queries.lists.notes_by_ids(keys)
        return [found.get(key) for key in keys]


class NotesByCreatorIdLoader(Loader[CreatorId, Page[NoteView]]):
    def __init__(self, queries: Queries, part: Slice) -> None:
        super().__init__(queries)
        self.part = part

    async def batch(self, keys: Sequence[CreatorId]) -> Sequence[Page[NoteView]]:
        found = await self.queries.lists.notes_of_creators(keys, self.part)
        return [found[key] for key in keys]
