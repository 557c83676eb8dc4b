from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CreatorRow, ShortlistCreatorRow, ShortlistRow
from creatorport.application.list_views import ListedView, ShortlistView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, ShortlistId, WorkspaceId

_C = table(CreatorRow).c
_S = table(ShortlistRow).c
_P = table(ShortlistCreatorRow).c
_NEWEST = Keyset("shortlists", (_S.created_at, _S.id), (datetime, str), descending=True)
_IN_ORDER = Keyset("shortlist", (_P.place, _P.creator_id), (int, str))

_OURS = _S.workspace_id == bindparam("workspace")
_BY_IDS = select(table(ShortlistRow)).where(_OURS, one_of(_S.id, "ids"))


@cache
def _page(*, resumed: bool) -> Select[Any]:
    return paged(alone(), table(ShortlistRow), _OURS, _NEWEST, resumed=resumed)


@cache
def _creators(*, resumed: bool) -> Select[Any]:
    parents = select(_S.id).where(_OURS, one_of(_S.id, "ids")).subquery()
    condition = and_(_P.workspace_id == bindparam("workspace"), _P.shortlist_id == parents.c.id)
    return paged(parents, table(ShortlistCreatorRow), condition, _IN_ORDER, resumed=resumed)


@cache
def _of_creators(*, resumed: bool) -> Select[Any]:
    parents = select(_C.id).where(_C.workspace_id == bindparam("workspace"), one_of(_C.id, "ids")).subquery()
    source = table(ShortlistRow).join(
        table(ShortlistCreatorRow), and_(_P.workspace_id == _S.workspace_id, _P.shortlist_id == _S.id)
    )
    condition = and_(_OURS, _P.creator_id == parents.c.id)
    return paged(parents, source, condition, _NEWEST, list(_S), resumed=resumed)


class SqlShortlistReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ShortlistView]:
        given = {"workspace": workspace_id, **asked(_NEWEST, part)}
        rows = await self._statements.rows(_page(resumed=part.after is not None), given)
        return pages(rows, _NEWEST, part, _view)[""]

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[ShortlistId]
    ) -> Mapping[ShortlistId, ShortlistView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {ShortlistId(row.id): _view(row) for row in rows}

    async def creators_of(
        self, workspace_id: WorkspaceId, ids: Collection[ShortlistId], part: Slice
    ) -> Mapping[ShortlistId, Page[ListedView]]:
        given = {"workspace": workspace_id, "ids": list(ids), **asked(_IN_ORDER, part)}
        rows = await self._statements.rows(_creators(resumed=part.after is not None), given)
        return {ShortlistId(key): page for key, page in pages(rows, _IN_ORDER, part, _listed).items()}

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], part: Slice
    ) -> Mapping[CreatorId, Page[ShortlistView]]:
        given = {"workspace": workspace_id, "ids": list(ids), **asked(_NEWEST, part)}
        rows = await self._statements.rows(_of_creators(resumed=part.after is not None), given)
        return {CreatorId(key): page for key, page in pages(rows, _NEWEST, part, _view).items()}


def _view(row: Any) -> ShortlistView:
    return ShortlistView(ShortlistId(row.id), row.name, row.created_by, row.created_at)


def _listed(row: Any) -> ListedView:
    return ListedView(CreatorId(row.creator_id), row.added_by, row.added_at)
