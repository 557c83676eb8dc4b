from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlmodel import col

from creatorport.adapters.persistence.rows import AccountRow, AccountVideoRow, PurgeRow, SyncRunRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.retention import OverdueAccount
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.retention import AT_ONCE, Purge
from creatorport.domain.sync import OPEN_STATES

_OPEN = sorted(state.value for state in OPEN_STATES)
_GONE = sorted(loss.value for loss in AT_ONCE)


class SqlRetention:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def overdue(self, read_before: datetime, most: int) -> Sequence[OverdueAccount]:
        its_run = and_(
            col(SyncRunRow.workspace_id) == col(AccountRow.workspace_id),
            col(SyncRunRow.account_id) == col(AccountRow.id),
        )
        tried_at = select(func.max(col(SyncRunRow.ended_at))).where(its_run).correlate(AccountRow).scalar_subquery()
        its_video = and_(
            col(AccountVideoRow.workspace_id) == col(AccountRow.workspace_id),
            col(AccountVideoRow.account_id) == col(AccountRow.id),
            col(AccountVideoRow.seen_at) <= read_before,
            col(AccountVideoRow.dropped_at).is_(None),
        )
        of_profile = and_(
            col(AccountRow.dropped_at).is_(None),
            or_(col(AccountRow.profile_at) <= read_before, col(AccountRow.loss).in_(_GONE)),
        )
        found = await self._at.execute(
            select(col(AccountRow.workspace_id), col(AccountRow.id), tried_at.label("tried_at"))
            .where(
                or_(of_profile, exists().where(its_video)),
                ~exists().where(its_run, col(SyncRunRow.state).in_(_OPEN)),
            )
            .order_by(col(AccountRow.profile_at), col(AccountRow.id))
            .limit(most)
        )
        return [OverdueAccount(WorkspaceId(row.workspace_id), AccountId(row.id), row.tried_at) for row in found]

    async def report(self, purge: Purge) -> None:
        await self._at.insert_missing(
            PurgeRow(
                workspace_id=purge.workspace_id,
                id=purge.id,
                at=purge.at,
                what=purge.what.value,
                reason=purge.reason.value,
                items=purge.items,
                account_id=purge.account_id,
            )
        )
