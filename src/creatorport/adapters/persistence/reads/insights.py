from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.insights import day_in, reading_in
from creatorport.adapters.persistence.reads.insight_statements import OF_ACCOUNTS, OF_CREATORS
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.reads.videos import accounts_of
from creatorport.adapters.persistence.rows import AccountRow, BusinessConnectionRow
from creatorport.application.insight_views import BusinessConnectionView, OwnDay, StoredInsights
from creatorport.domain.ids import AccountId, CreatorId, MemberId, WorkspaceId

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

    async def of_accounts(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], days: int, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, StoredInsights]:
        given = {"workspace": workspace_id, "ids": list(ids), "days": days, "owner": owner}
        rows = await self._statements.rows(OF_ACCOUNTS, given)
        return {AccountId(row.id): _stored(row) for row in rows}

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], days: int
    ) -> Mapping[CreatorId, StoredInsights]:
        rows = await self._statements.rows(OF_CREATORS, {"workspace": workspace_id, "ids": list(ids), "days": days})
        return {CreatorId(row.id): _stored(row) for row in rows}


def _stored(row: Any) -> StoredInsights:
    readings = [reading_in(one) for one in (*row.consented, *row.public)]
    return StoredInsights(
        handle=row.handle,
        granted=None if row.granted is None else frozenset(row.granted),
        readings={one.kind: one for one in readings},
        found=row.found,
        days=tuple(day_in(one) for one in reversed(row.days)),
        history=tuple(
            OwnDay(date.fromisoformat(one["day"]), one["followers"], datetime.fromisoformat(one["captured_at"]))
            for one in reversed(row.history)
        ),
    )


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
