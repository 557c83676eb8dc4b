from collections.abc import Iterable

from sqlalchemy import insert

from creatorport.adapters.persistence.rows import ActivityRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.activity import Activity


class SqlActivities:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def record(self, entries: Iterable[Activity]) -> None:
        rows = [columns(_row(entry)) for entry in entries]
        if rows:
            await self._at.execute(insert(ActivityRow).values(rows))


def _row(entry: Activity) -> ActivityRow:
    return ActivityRow(
        workspace_id=entry.workspace_id,
        campaign_id=entry.campaign_id,
        at=entry.at,
        actor_kind=entry.actor.kind.value,
        actor_id=entry.actor.id,
        kind=entry.kind.value,
        verb=entry.verb,
        subject_kind=entry.subject.kind if entry.subject else None,
        subject_id=entry.subject.id if entry.subject else None,
        facts=dict(entry.facts),
    )
