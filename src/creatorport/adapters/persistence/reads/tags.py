from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import TagRow
from creatorport.application.list_views import TagView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, WorkspaceId

_T = table(TagRow).c
_OURS = _T.workspace_id == bindparam("workspace")
_COUNTED = select(_T.tag, func.count().label("creators")).where(_OURS).group_by(_T.tag).subquery()
_ALPHABET = Keyset("tags", (_COUNTED.c.tag,), (str,))
_NEWEST = Keyset("tagged", (_T.tagged_at, _T.creator_id), (datetime, str), descending=True)

_OF_CREATORS = select(_T.creator_id, _T.tag).where(_OURS, one_of(_T.creator_id, "ids")).order_by(_T.tag)


@cache
def _page(*, resumed: bool) -> Select[Any]:
    return paged(alone(), _COUNTED, _COUNTED.c.creators > 0, _ALPHABET, resumed=resumed)


@cache
def _creators(*, resumed: bool) -> Select[Any]:
    return paged(alone(), table(TagRow), _OURS & (_T.tag == bindparam("tag")), _NEWEST, resumed=resumed)


class SqlTagReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[TagView]:
        given = {"workspace": workspace_id, **asked(_ALPHABET, part)}
        rows = await self._statements.rows(_page(resumed=part.after is not None), given)
        return pages(rows, _ALPHABET, part, lambda row: TagView(row.tag, row.creators))[""]

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Sequence[str]]:
        found: dict[CreatorId, list[str]] = {}
        for row in await self._statements.rows(_OF_CREATORS, {"workspace": workspace_id, "ids": list(ids)}):
            found.setdefault(CreatorId(row.creator_id), []).append(row.tag)
        return found

    async def creators(self, workspace_id: WorkspaceId, tag: str, part: Slice) -> Page[CreatorId]:
        given = {"workspace": workspace_id, "tag": tag, **asked(_NEWEST, part)}
        rows = await self._statements.rows(_creators(resumed=part.after is not None), given)
        return pages(rows, _NEWEST, part, lambda row: CreatorId(row.creator_id))[""]
