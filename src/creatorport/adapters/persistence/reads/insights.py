from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.reads.videos import accounts_of
from creatorport.adapters.persistence.rows import AccountRow, BusinessConnectionRow
from creatorport.application.insight_views import BusinessConnectionView
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId

_A = table(AccountRow).c
_B = table(BusinessConnectionRow).c
_SECRET = ("sealed_access_token", "sealed_refresh_token")
_SHOWN = [column for column in _B if column.name not in _SECRET]


class SqlInsightReads:
    """Connections without their tokens, which are not even selected."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def connections(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, BusinessConnectionView]:
        rows = await self._statements.rows(
            select(*_SHOWN)
            .join(table(AccountRow), and_(_A.workspace_id == _B.workspace_id, _A.id == _B.id))
            .where(accounts_of(workspace_id, owner), _A.id.in_(list(ids))),
            {},
        )
        return {AccountId(row.id): _connection(row) for row in rows}


def _connection(row: Any) -> BusinessConnectionView:
    granted = tuple(row.scopes or ())
    return BusinessConnectionView(
        account_id=AccountId(row.id),
        handle=row.handle,
        state=row.state,
        cause=row.cause,
        loss=row.loss,
        scopes=granted,
        missing_scopes=tuple(scope for scope in row.requested_scopes if scope not in granted),
        connected_at=row.connected_at,
        access_expires_at=row.access_expires_at,
        refresh_expires_at=row.refresh_expires_at,
    )
