from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, Text, bindparam, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.creators import attempt_of, public_of, whereabouts_of
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.application.views import CreatorView, Page, Slice
from creatorport.domain.ids import CreatorId, WorkspaceId

_C = table(CreatorRow).c
# Those of unknown reach come last. The constant is written out, as it is in the index.
_REACH = func.coalesce(_C.followers, literal_column("-1"), type_=_C.followers.type)
_LARGEST = Keyset("creators", (_REACH, _C.id), (int, str), descending=True)

_OURS = _C.workspace_id == bindparam("workspace")
_BY_IDS = select(table(CreatorRow)).where(_OURS, one_of(_C.id, "ids"))


@cache
def _page(*, by_text: bool, by_reach: bool, resumed: bool) -> Select[Any]:
    condition = _OURS
    if by_text:
        condition &= or_(
            func.strpos(_C.handle_key, bindparam("handle", type_=Text())) > 0,
            func.strpos(func.lower(_C.display_name), func.lower(bindparam("text", type_=Text()))) > 0,
        )
    if by_reach:
        condition &= _C.followers >= bindparam("least", type_=_C.followers.type)
    return paged(alone(), table(CreatorRow), condition, _LARGEST, resumed=resumed)


class SqlCreatorReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self, workspace_id: WorkspaceId, part: Slice, *, text: str | None = None, min_followers: int | None = None
    ) -> Page[CreatorView]:
        statement = _page(by_text=bool(text), by_reach=min_followers is not None, resumed=part.after is not None)
        given = {
            "workspace": workspace_id,
            "handle": (text or "").removeprefix("@").casefold(),
            "text": text,
            "least": min_followers,
            **asked(_LARGEST, part),
        }
        rows = await self._statements.rows(statement, given)
        return pages(rows, _LARGEST, part, _view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[CreatorId]) -> Mapping[CreatorId, CreatorView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
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
        public=public_of(row),
        attempt=attempt_of(row),
        whereabouts=whereabouts_of(row),
    )
