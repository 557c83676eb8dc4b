from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.rows import ConnectInviteRow
from creatorport.application.views import ConnectInviteView, Page, Slice
from creatorport.domain.ids import WorkspaceId

_I = table(ConnectInviteRow).c
_SHOWN = [column for column in _I if column.name != "token_hash"]
_NEWEST = Keyset("connect-invites", (_I.created_at, _I.id), (datetime, str), descending=True)


class SqlConnectInviteReads:
    """Invite links without their tokens, which nobody knows any more."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ConnectInviteView]:
        condition = _I.workspace_id == workspace_id
        rows = await self._statements.rows(
            paged(alone(), table(ConnectInviteRow), condition, _NEWEST, _SHOWN, resumed=part.after is not None),
            asked(_NEWEST, part),
        )
        return pages(rows, _NEWEST, part, _view)[""]


def _view(row: Any) -> ConnectInviteView:
    return ConnectInviteView(
        id=row.id,
        invited=row.invited,
        expected_handle=row.expected,
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
