from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Interval, and_, case, delete, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from creatorport.adapters.persistence.mapping.insights import columns_of, reading_of
from creatorport.adapters.persistence.rows import (
    BusinessConnectionRow,
    ConsentedDayRow,
    ConsentedReadingRow,
    CreatorReadingRow,
)
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.insights import Owned
from creatorport.domain.ids import AccountId, CreatorId, WorkspaceId
from creatorport.domain.insights.days import AccountDay
from creatorport.domain.insights.reading import CONSENTED, TRY_AGAIN_AFTER, Reading, ReadingKind
from creatorport.domain.pedigree import Absence
from creatorport.domain.retention import AT_ONCE

_GONE = sorted(loss.value for loss in AT_ONCE)
_B, _R, _D = BusinessConnectionRow, ConsentedReadingRow, ConsentedDayRow


class SqlConsentedReadings:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def of(self, workspace_id: WorkspaceId, account_id: AccountId) -> Mapping[ReadingKind, Reading]:
        rows = await self._at.rows(
            select(_R).where(col(_R.workspace_id) == workspace_id, col(_R.account_id) == account_id)
        )
        return {one.kind: one for one in map(reading_of, rows)}

    async def put(self, workspace_id: WorkspaceId, account_id: AccountId, reading: Reading) -> None:
        await self._at.execute(_put(_R, {"workspace_id": workspace_id, "account_id": account_id}, columns_of(reading)))

    async def put_days(self, workspace_id: WorkspaceId, account_id: AccountId, days: Sequence[AccountDay]) -> None:
        if not days:
            return
        rows = [
            {
                "workspace_id": workspace_id,
                "account_id": account_id,
                "day": one.day,
                "captured_at": one.captured_at,
                **asdict(one.counts),
            }
            for one in days
        ]
        statement = insert_rows(ConsentedDayRow, rows)
        changed = {name: statement.excluded[name] for name in ("captured_at", *asdict(days[0].counts))}
        keys = ["workspace_id", "account_id", "day"]
        await self._at.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))

    async def forget(self, workspace_id: WorkspaceId, account_id: AccountId) -> int:
        forgotten = 0
        for row in (_R, _D):
            gone = await self._at.execute(
                delete(row)
                .where(col(row.workspace_id) == workspace_id, col(row.account_id) == account_id)
                .returning(col(row.account_id))
            )
            forgotten += len(gone.all())
        return forgotten

    async def due(self, now: datetime, most: int) -> Sequence[Owned]:
        # As `Reading.due_at` says it.
        due_at = case(
            (col(_R.absence) == Absence.NOT_PERMITTED.value, None),
            (col(_R.absence).is_not(None), col(_R.asked_at) + literal(TRY_AGAIN_AFTER, Interval())),
            else_=col(_R.fresh_until),
        )
        first, read = func.min(due_at), func.count(col(_R.kind))
        found = await self._at.execute(
            select(col(_B.workspace_id), col(_B.id))
            .outerjoin(_R, and_(col(_R.workspace_id) == col(_B.workspace_id), col(_R.account_id) == col(_B.id)))
            .where(col(_B.sealed_access_token).is_not(None))
            .group_by(col(_B.workspace_id), col(_B.id))
            .having(or_(read < len(CONSENTED), first <= now))
            .order_by(first.nulls_first(), col(_B.workspace_id), col(_B.id))
            .limit(most)
        )
        return _owned(found)

    async def orphaned(self, lost_before: datetime, most: int) -> Sequence[Owned]:
        mine = [
            exists().where(col(row.workspace_id) == col(_B.workspace_id), col(row.account_id) == col(_B.id))
            for row in (_R, _D)
        ]
        found = await self._at.execute(
            select(col(_B.workspace_id), col(_B.id))
            .where(
                col(_B.sealed_access_token).is_(None),
                or_(col(_B.updated_at) <= lost_before, col(_B.loss).in_(_GONE)),
                or_(*mine),
            )
            .order_by(col(_B.workspace_id), col(_B.id))
            .limit(most)
        )
        return _owned(found)


class SqlCreatorReadings:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def of(self, workspace_id: WorkspaceId, creator_id: CreatorId) -> Mapping[ReadingKind, Reading]:
        row = CreatorReadingRow
        rows = await self._at.rows(
            select(row).where(col(row.workspace_id) == workspace_id, col(row.creator_id) == creator_id)
        )
        return {one.kind: one for one in map(reading_of, rows)}

    async def put(self, workspace_id: WorkspaceId, creator_id: CreatorId, reading: Reading) -> None:
        whose = {"workspace_id": workspace_id, "creator_id": creator_id}
        await self._at.execute(_put(CreatorReadingRow, whose, columns_of(reading)))


def _put(row: type[Any], whose: Mapping[str, str], given: Mapping[str, Any]) -> Any:
    """Make the statement that keeps a reading in the place of the one of its kind."""
    statement = insert(row).values({**whose, **given})
    changed = {name: statement.excluded[name] for name in given if name != "kind"}
    return statement.on_conflict_do_update(index_elements=[*whose, "kind"], set_=changed)


def _owned(found: Any) -> Sequence[Owned]:
    return [(WorkspaceId(row.workspace_id), AccountId(row.id)) for row in found]
