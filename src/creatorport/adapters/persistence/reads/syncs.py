from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select, true
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.reads.videos import accounts_of
from creatorport.adapters.persistence.rows import AccountRow, SyncRunRow, SyncTimesRow
from creatorport.application.sync_views import SyncRunView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import AccountId, MemberId, SyncRunId, WorkspaceId

_A = table(AccountRow).c
_R = table(SyncRunRow).c
_T = table(SyncTimesRow).c
_NEWEST = Keyset("syncs", (_R.queued_at, _R.id), (datetime, str), descending=True)


class SqlSyncReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def pages_of_accounts(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], part: Slice, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, Page[SyncRunView]]:
        parents = select(_A.id).where(accounts_of(workspace_id, owner), _A.id.in_(list(ids))).subquery()
        condition = and_(_R.workspace_id == workspace_id, _R.account_id == parents.c.id)
        rows = await self._statements.rows(
            paged(parents, table(SyncRunRow), condition, _NEWEST, resumed=part.after is not None), asked(_NEWEST, part)
        )
        found = pages(rows, _NEWEST, part, _run)
        return {AccountId(account_id): page for account_id, page in found.items()}

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[SyncRunId], *, owner: MemberId | None = None
    ) -> Mapping[SyncRunId, SyncRunView]:
        rows = await self._statements.rows(
            select(table(SyncRunRow))
            .join(table(AccountRow), and_(_A.workspace_id == _R.workspace_id, _A.id == _R.account_id))
            .where(accounts_of(workspace_id, owner), _R.id.in_(list(ids))),
            {},
        )
        return {SyncRunId(row.id): _run(row) for row in rows}

    async def last(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, SyncRunView]:
        newest = (
            select(table(SyncRunRow))
            .where(_R.workspace_id == workspace_id, _R.account_id == _A.id)
            .order_by(*_NEWEST.order)
            .limit(1)
            .lateral()
        )
        rows = await self._statements.rows(
            select(*newest.c)
            .select_from(table(AccountRow).join(newest, true()))
            .where(accounts_of(workspace_id, owner), _A.id.in_(list(ids))),
            {},
        )
        return {AccountId(row.account_id): _run(row) for row in rows}

    async def next_times(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, datetime]:
        rows = await self._statements.rows(
            select(_T.account_id, _T.next_at)
            .join(table(AccountRow), and_(_A.workspace_id == _T.workspace_id, _A.id == _T.account_id))
            .where(
                accounts_of(workspace_id, owner),
                _A.id.in_(list(ids)),
                _A.issued_at.is_not(None),
                _T.next_at.is_not(None),
            ),
            {},
        )
        return {AccountId(row.account_id): row.next_at for row in rows}


def _run(row: Any) -> SyncRunView:
    return SyncRunView(
        id=SyncRunId(row.id),
        account_id=AccountId(row.account_id),
        trigger=row.trigger,
        whole=row.whole,
        state=row.state,
        step=row.step,
        queued_at=row.queued_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        pages=row.pages,
        interruptions=row.interruptions,
        calls=row.calls,
        seen=row.seen,
        new=row.new,
        changed=row.changed,
        vanished=row.vanished,
        returned=row.returned,
        error_code=row.error_code,
        error=row.error,
        retry_at=row.retry_at,
    )
