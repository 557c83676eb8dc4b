from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CreatorRow, NoteRow
from creatorport.application.list_views import NoteView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, NoteId, WorkspaceId

_C = table(CreatorRow).c
_N = table(NoteRow).c
_NEWEST = Keyset("notes", (_N.written_at, _N.id), (datetime, str), descending=True)

_OURS = _N.workspace_id == bindparam("workspace")
_BY_IDS = select(table(NoteRow)).where(_OURS, one_of(_N.id, "ids"))


@cache
def _of_creators(*, resumed: bool) -> Select[Any]:
    parents = select(_C.id).where(_C.workspace_id == bindparam("workspace"), one_of(_C.id, "ids")).subquery()
    condition = and_(_OURS, _N.creator_id == parents.c.id)
    return paged(parents, table(NoteRow), condition, _NEWEST, resumed=resumed)


class SqlNoteReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[NoteId]) -> Mapping[NoteId, NoteView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {NoteId(row.id): _view(row) for row in rows}

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], part: Slice
    ) -> Mapping[CreatorId, Page[NoteView]]:
        given = {"workspace": workspace_id, "ids": list(ids), **asked(_NEWEST, part)}
        rows = await self._statements.rows(_of_creators(resumed=part.after is not None), given)
        return {CreatorId(key): page for key, page in pages(rows, _NEWEST, part, _view).items()}


def _view(row: Any) -> NoteView:
    return NoteView(
        id=NoteId(row.id),
        creator_id=CreatorId(row.creator_id),
        text=row.text,
        author=row.author,
        written_at=row.written_at,
        edited_at=row.edited_at,
        edited_by=row.edited_by,
    )
