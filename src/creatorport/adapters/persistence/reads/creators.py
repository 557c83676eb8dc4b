from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.creators import attempt_of, public_of, whereabouts_of
from creatorport.adapters.persistence.reads.creator_conditions import condition, given, names
from creatorport.adapters.persistence.reads.creator_orders import keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.application.stored_creators import StoredOrder, StoredQuery
from creatorport.application.views import CreatorView, Page, Slice
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId, WorkspaceId

_C = table(CreatorRow).c
_OURS = _C.workspace_id == bindparam("workspace")
SHOWN = [column for column in _C if column.name not in {"words", "wants"}]
_BY_IDS = select(*SHOWN).where(_OURS, one_of(_C.id, "ids"))


@cache
def _page(
    wanted: frozenset[str], order: StoredOrder, *, ascending: bool, include_unknown: bool, resumed: bool
) -> Select[Any]:
    condition_ = _OURS & condition(wanted, include_unknown=include_unknown)
    return paged(alone(), table(CreatorRow), condition_, keyset(order, ascending=ascending), SHOWN, resumed=resumed)


class SqlCreatorReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice, query: StoredQuery | None = None) -> Page[CreatorView]:
        query = query or StoredQuery()
        if query.is_unsearchable:
            raise InvalidValue("sort", "an order by relevance needs a text")
        order = keyset(query.order, ascending=query.ascending, query=query)
        statement = _page(
            names(query),
            query.order,
            ascending=query.ascending,
            include_unknown=query.include_unknown,
            resumed=part.after is not None,
        )
        rows = await self._statements.rows(statement, {"workspace": workspace_id, **given(query), **asked(order, part)})
        return pages(rows, order, part, view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[CreatorId]) -> Mapping[CreatorId, CreatorView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {CreatorId(row.id): view(row) for row in rows}


def view(row: Any) -> CreatorView:
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
