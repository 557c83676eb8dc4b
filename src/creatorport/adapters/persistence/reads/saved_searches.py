from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import SavedSearchRow
from creatorport.application.list_views import SavedSearchView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import SavedSearchId, WorkspaceId

_S = table(SavedSearchRow).c
_NEWEST = Keyset("saved-searches", (_S.created_at, _S.id), (datetime, str), descending=True)

_OURS = _S.workspace_id == bindparam("workspace")
_BY_IDS = select(table(SavedSearchRow)).where(_OURS, one_of(_S.id, "ids"))


@cache
def _page(*, resumed: bool) -> Select[Any]:
    return paged(alone(), table(SavedSearchRow), _OURS, _NEWEST, resumed=resumed)


class SqlSavedSearchReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[SavedSearchView]:
        given = {"workspace": workspace_id, **asked(_NEWEST, part)}
        rows = await self._statements.rows(_page(resumed=part.after is not None), given)
        return pages(rows, _NEWEST, part, _view)[""]

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[SavedSearchId]
    ) -> Mapping[SavedSearchId, SavedSearchView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {SavedSearchId(row.id): _view(row) for row in rows}


def _view(row: Any) -> SavedSearchView:
    return SavedSearchView(SavedSearchId(row.id), row.name, row.asked, row.form, row.created_by, row.created_at)
