from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import ExclusionRow
from creatorport.application.list_views import ExclusionView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, WorkspaceId

_E = table(ExclusionRow).c
_NEWEST = Keyset("exclusions", (_E.excluded_at, _E.creator_id), (datetime, str), descending=True)

_OURS = _E.workspace_id == bindparam("workspace")
_OF_CREATORS = select(table(ExclusionRow)).where(_OURS, one_of(_E.creator_id, "ids"))


@cache
def _page(*, resumed: bool) -> Select[Any]:
    return paged(alone(), table(ExclusionRow), _OURS, _NEWEST, resumed=resumed)


class SqlExclusionReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ExclusionView]:
        given = {"workspace": workspace_id, **asked(_NEWEST, part)}
        rows = await self._statements.rows(_page(resumed=part.after is not None), given)
        return pages(rows, _NEWEST, part, _view)[""]

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, ExclusionView]:
        rows = await self._statements.rows(_OF_CREATORS, {"workspace": workspace_id, "ids": list(ids)})
        return {CreatorId(row.creator_id): _view(row) for row in rows}


def _view(row: Any) -> ExclusionView:
    return ExclusionView(CreatorId(row.creator_id), row.reason, row.excluded_by, row.excluded_at)
