from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.application.views import CreatorView, Page, Slice
from creatorport.domain.ids import CreatorId, WorkspaceId

_C = table(CreatorRow).c
# Those of unknown reach come last. The constant is written out, as it is in the index.
_REACH = func.coalesce(_C.followers, literal_column("-1"), type_=_C.followers.type)
_LARGEST = Keyset("creators", (_REACH, _C.id), (int, str), descending=True)


class SqlCreatorReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self, workspace_id: WorkspaceId, part: Slice, *, text: str | None = None, min_followers: int | None = None
    ) -> Page[CreatorView]:
        condition = _C.workspace_id == workspace_id
        if text:
            condition &= or_(
                func.strpos(_C.handle_key, text.removeprefix("@").casefold()) > 0,
                func.strpos(func.lower(_C.display_name), func.lower(text)) > 0,
            )
        if min_followers is not None:
            condition &= _C.followers >= min_followers
        rows = await self._statements.rows(paged(alone(), table(CreatorRow), condition, _LARGEST, part))
        return pages(rows, _LARGEST, part, _view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[CreatorId]) -> Mapping[CreatorId, CreatorView]:
        rows = await self._statements.rows(
            select(table(CreatorRow)).where(_C.workspace_id == workspace_id, _C.id.in_(list(ids)))
        )
        return {CreatorId(row.id): _view(row) for row in rows}


def _view(row: Any) -> CreatorView:
    return CreatorView(
        id=CreatorId(row.id),
        handle=row.handle,
        display_name=row.display_name,
        avatar_url=row.avatar_url,
        avatar_expires_at=row.avatar_expires_at,
        followers=row.followers,
        following=row.following,
        likes=row.likes,
        videos=row.videos,
        source=row.source,
        captured_at=row.captured_at,
        fresh_until=row.fresh_until,
        found_at=row.found_at,
    )
