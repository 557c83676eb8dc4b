from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import col, select

from creatorport.adapters.persistence.rows import ActivityRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.activity import Activity, ActivityKind, Actor, ActorKind, Subject
from creatorport.domain.ids import CampaignId, WorkspaceId


class SqlActivities:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def record(self, entries: Iterable[Activity]) -> None:
        rows = [columns(_row(entry)) for entry in entries]
        if rows:
            await self._at.execute(insert_rows(ActivityRow, rows))

    async def changes_since(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, version: int
    ) -> Sequence[Activity]:
        rows = await self._at.rows(
            select(ActivityRow)
            .where(
                col(ActivityRow.workspace_id) == workspace_id,
                col(ActivityRow.campaign_id) == campaign_id,
                col(ActivityRow.facts)["version"].as_integer() > version,
            )
            .order_by(col(ActivityRow.number))
        )
        return [_activity(row) for row in rows]


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


def _activity(row: Any) -> Activity:
    return Activity(
        WorkspaceId(row.workspace_id),
        CampaignId(row.campaign_id),
        row.at,
        Actor(ActorKind(row.actor_kind), row.actor_id),
        ActivityKind(row.kind),
        row.verb,
        Subject(row.subject_kind, row.subject_id) if row.subject_kind is not None else None,
        row.facts,
    )
