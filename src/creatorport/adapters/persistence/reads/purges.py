from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.rows import PurgeRow
from creatorport.application.views import Page, PurgeView, Slice
from creatorport.domain.ids import AccountId, WorkspaceId

_P = table(PurgeRow).c
_NEWEST = Keyset("purges", (_P.at, _P.id), (datetime, str), descending=True)


class SqlPurgeReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[PurgeView]:
        condition = _P.workspace_id == workspace_id
        rows = await self._statements.rows(
            paged(alone(), table(PurgeRow), condition, _NEWEST, resumed=part.after is not None), asked(_NEWEST, part)
        )
        return pages(rows, _NEWEST, part, _view)[""]


def _view(row: Any) -> PurgeView:
    account_id = None if row.account_id is None else AccountId(row.account_id)
    return PurgeView(at=row.at, what=row.what, reason=row.reason, items=row.items, account_id=account_id)
