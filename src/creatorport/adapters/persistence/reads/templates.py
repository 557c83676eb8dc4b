from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import TemplateRow, TemplateVersionRow
from creatorport.application.template_views import TemplateVersionView, TemplateView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import TemplateId, WorkspaceId
from creatorport.domain.message_template import TemplateState

_T, _V = table(TemplateRow).c, table(TemplateVersionRow).c
_NEWEST = Keyset("message-templates", (_T.created_at, _T.id), (datetime, str), descending=True)
_OURS = _T.workspace_id == bindparam("workspace")
_BY_IDS = select(table(TemplateRow)).where(_OURS, one_of(_T.id, "ids"))
_PLACE = func.row_number().over(partition_by=_V.template_id, order_by=_V.number.desc()).label("place")
_RANKED = (
    select(table(TemplateVersionRow), _PLACE)
    .where(_V.workspace_id == bindparam("workspace"), one_of(_V.template_id, "ids"))
    .subquery()
)
_VERSIONS = (
    select(_RANKED)
    .where(_RANKED.c.place <= bindparam("newest", type_=Integer()))
    .order_by(_RANKED.c.template_id, _RANKED.c.number.desc())
)


@cache
def _page(*, with_archived: bool, resumed: bool) -> Select[Any]:
    condition = _OURS if with_archived else and_(_OURS, _T.state == TemplateState.ACTIVE.value)
    return paged(alone(), table(TemplateRow), condition, _NEWEST, resumed=resumed)


class SqlTemplateReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice, *, with_archived: bool = False) -> Page[TemplateView]:
        statement = _page(with_archived=with_archived, resumed=part.after is not None)
        rows = await self._statements.rows(statement, {"workspace": workspace_id, **asked(_NEWEST, part)})
        return pages(rows, _NEWEST, part, _view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[TemplateId]) -> Mapping[TemplateId, TemplateView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {TemplateId(row.id): _view(row) for row in rows}

    async def versions(
        self, workspace_id: WorkspaceId, ids: Collection[TemplateId], newest: int
    ) -> Mapping[TemplateId, Sequence[TemplateVersionView]]:
        given = {"workspace": workspace_id, "ids": list(ids), "newest": newest}
        found: dict[TemplateId, list[TemplateVersionView]] = {}
        for row in await self._statements.rows(_VERSIONS, given):
            version = TemplateVersionView(row.number, row.wording, row.written_by, row.written_at)
            found.setdefault(TemplateId(row.template_id), []).append(version)
        return found


def _view(row: Any) -> TemplateView:
    return TemplateView(
        id=TemplateId(row.id),
        name=row.name,
        state=row.state,
        text=row.wording,
        number=row.number,
        revised_by=row.revised_by,
        revised_at=row.revised_at,
        created_at=row.created_at,
        archived_at=row.archived_at,
    )
