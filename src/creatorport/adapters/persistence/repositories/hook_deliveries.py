import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, case, delete, func, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import select as rows_of

from creatorport.adapters.persistence.mapping.hooks import from_delivery_row, to_delivery_row
from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import HookDeliveryRow, HookRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.errors import NotFound
from creatorport.domain.hooks.delivery import OPEN_STATES, DeadBecause, DeliveryState, HookDelivery
from creatorport.domain.hooks.hook import HookState
from creatorport.domain.hooks.news import HookNews
from creatorport.domain.hooks.schedule import WAITING_MAX
from creatorport.domain.ids import HookDeliveryId, HookId, WorkspaceId

_D, _H = table(HookDeliveryRow).c, table(HookRow).c
_OPEN = _D.state.in_(sorted(state.value for state in OPEN_STATES))
_ANEW = {
    "state": DeliveryState.PENDING.value,
    "attempts": 0,
    "due_at": None,
    "settled_at": None,
    "because": None,
    "waits_since": None,
    "version": _D.version + 1,
}
_OBJECT = (_D.workspace_id, _D.hook_id, _D.object_type, _D.object_id)

# The key of each hook is held, so that it cannot be deleted before this is committed; those that were are skipped.
_TELL = text(
    f"""
    WITH told AS (
        SELECT workspace_id, id, types FROM hooks
        WHERE workspace_id = :workspace AND state = '{HookState.ENABLED.value}'
        ORDER BY id FOR KEY SHARE
    )
    INSERT INTO hook_deliveries (
        workspace_id, id, hook_id, event_id, type, object_type, object_id, sequence, at, data,
        state, attempts, tried, log, version
    )
    SELECT told.workspace_id, news.event_id || '.' || told.id, told.id, news.event_id, news.type,
        news.object_type, news.object_id, news.sequence, news.at, news.data::jsonb,
        '{DeliveryState.PENDING.value}', 0, 0, '[]', 0
    FROM told CROSS JOIN unnest(
        CAST(:ids AS text[]), CAST(:types AS text[]), CAST(:object_types AS text[]), CAST(:object_ids AS text[]),
        CAST(:sequences AS bigint[]), CAST(:ats AS timestamptz[]), CAST(:datas AS text[])
    ) AS news (event_id, type, object_type, object_id, sequence, at, data)
    WHERE told.types IS NULL OR news.type = ANY (told.types)
    RETURNING hook_id
    """  # noqa: S608  words of our own
)


class SqlHookDeliveries:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction
        self._told: set[tuple[WorkspaceId, HookId]] = set()

    async def tell(self, workspace_id: WorkspaceId, news: Sequence[HookNews]) -> None:
        if not news:
            return
        added = await self._at.execute(
            _TELL,
            {
                "workspace": workspace_id,
                "ids": [one.id for one in news],
                "types": [one.type.value for one in news],
                "object_types": [one.object.type for one in news],
                "object_ids": [one.object.id for one in news],
                "sequences": [one.sequence for one in news],
                "ats": [one.at for one in news],
                "datas": [json.dumps(one.data) for one in news],
            },
        )
        self._told |= {(workspace_id, HookId(hook_id)) for hook_id in added.scalars()}

    def take_told(self) -> Sequence[tuple[WorkspaceId, HookId]]:
        """Hand over the hooks that got something since the last call; in one order for everybody."""
        taken, self._told = sorted(self._told), set()
        return taken

    async def add(self, delivery: HookDelivery) -> None:
        await self._at.insert("webhook delivery", delivery, to_delivery_row(delivery))

    async def find(self, workspace_id: WorkspaceId, delivery_id: HookDeliveryId) -> HookDelivery | None:
        row = await self._at.row(rows_of(HookDeliveryRow).where(_D.workspace_id == workspace_id, _D.id == delivery_id))
        return None if row is None else from_delivery_row(row)

    async def lock(self, workspace_id: WorkspaceId, delivery_id: HookDeliveryId) -> HookDelivery:
        found = await self.lock_all(workspace_id, [delivery_id])
        if not found:
            raise NotFound("webhook delivery", delivery_id)
        return found[0]

    async def lock_all(self, workspace_id: WorkspaceId, ids: Collection[HookDeliveryId]) -> Sequence[HookDelivery]:
        return await self._locked(_D.workspace_id == workspace_id, _D.id.in_(ids))

    async def lock_heads(
        self, workspace_id: WorkspaceId, hook_id: HookId, now: datetime, most: int
    ) -> Sequence[HookDelivery]:
        heads = _heads(_D.workspace_id == workspace_id, _D.hook_id == hook_id)
        longest_due = (func.coalesce(heads.c.due_at, heads.c.at), heads.c.id)
        due = select(heads.c.id).where(_is_due(heads, now)).order_by(*longest_due).limit(most)
        return await self._locked(_D.workspace_id == workspace_id, _D.id.in_(due), _OPEN)

    async def next_due(self, workspace_id: WorkspaceId, hook_id: HookId, now: datetime) -> datetime | None:
        heads = _heads(_D.workspace_id == workspace_id, _D.hook_id == hook_id)
        first: datetime | None = (
            await self._at.execute(select(func.min(func.coalesce(heads.c.due_at, now))))
        ).scalar_one()
        return first

    async def save_all(self, deliveries: Sequence[HookDelivery]) -> None:
        await self._at.update_all("webhook delivery", [(one, to_delivery_row(one)) for one in deliveries])

    async def bury_open(self, workspace_id: WorkspaceId, hook_id: HookId, because: DeadBecause, now: datetime) -> int:
        buried = await self._at.execute(
            update(HookDeliveryRow)
            .where(_D.workspace_id == workspace_id, _D.hook_id == hook_id, _OPEN)
            .values(
                state=DeliveryState.DEAD.value,
                due_at=None,
                settled_at=now,
                because=because.value,
                version=_D.version + 1,
            )
        )
        return _changed(buried)

    async def redirect_open(self, workspace_id: WorkspaceId, hook_id: HookId) -> int:
        redirected = await self._at.execute(
            update(HookDeliveryRow).where(_D.workspace_id == workspace_id, _D.hook_id == hook_id, _OPEN).values(_ANEW)
        )
        return _changed(redirected)

    async def replay_dead(self, workspace_id: WorkspaceId, hook_id: HookId, since: datetime, most: int) -> int:
        dead = (
            select(_D.id)
            .where(
                _D.workspace_id == workspace_id,
                _D.hook_id == hook_id,
                _D.state == DeliveryState.DEAD.value,
                _D.settled_at >= since,
            )
            .order_by(_D.at, _D.id)
            .limit(most)
            .with_for_update(key_share=True)
            # Written in place of it, the limit would not hold: the rows are looked for again after each change.
            .cte("dead")
        )
        replayed = await self._at.execute(
            update(HookDeliveryRow).where(_D.workspace_id == workspace_id, _D.id.in_(select(dead.c.id))).values(_ANEW)
        )
        return _changed(replayed)

    async def look_over(self, now: datetime, most: int) -> int:
        over = _D.waits_since <= now - WAITING_MAX
        wanted = (
            select(_D.workspace_id, _D.id)
            .where(_OPEN, _D.began_at.is_(None), or_(_D.waits_since.is_(None), over))
            .order_by(_D.waits_since)  # those that were not looked at yet are the last
            .limit(most)
            .with_for_update(key_share=True, skip_locked=True)
            .cte("wanted")
        )
        looked = await self._at.execute(
            update(HookDeliveryRow)
            .where(tuple_(_D.workspace_id, _D.id).in_(select(wanted.c.workspace_id, wanted.c.id)))
            .values(
                state=case((over, DeliveryState.DEAD.value), else_=_D.state),
                due_at=case((over, None), else_=_D.due_at),
                settled_at=case((over, now)),
                because=case((over, DeadBecause.EXPIRED.value)),
                waits_since=func.coalesce(_D.waits_since, now),
                version=_D.version + 1,
            )
        )
        return _changed(looked)

    async def due(
        self, now: datetime, most: int, after: tuple[WorkspaceId, HookId] | None = None
    ) -> Sequence[tuple[WorkspaceId, HookId]]:
        heads = _heads(*(() if after is None else (tuple_(_D.workspace_id, _D.hook_id) > tuple_(*after),)))
        found = await self._at.execute(
            select(heads.c.workspace_id, heads.c.hook_id)
            .join(HookRow, (_H.workspace_id == heads.c.workspace_id) & (_H.id == heads.c.hook_id))
            .where(_is_due(heads, now), or_(_H.rests_until.is_(None), _H.rests_until <= now))
            .distinct()
            .order_by(heads.c.workspace_id, heads.c.hook_id)
            .limit(most)
        )
        return [(WorkspaceId(row.workspace_id), HookId(row.hook_id)) for row in found]

    async def forget(self, delivered_before: datetime, dead_before: datetime, most: int) -> Mapping[WorkspaceId, int]:
        outlived = or_(
            (_D.state == DeliveryState.DELIVERED.value) & (_D.settled_at < delivered_before),
            (_D.state == DeliveryState.DEAD.value) & (_D.settled_at < dead_before),
        )
        old = select(_D.workspace_id, _D.id).where(outlived).order_by(_D.workspace_id, _D.id).limit(most)
        gone = await self._at.execute(
            delete(HookDeliveryRow)
            # Asked twice: one that was replayed since it was found is looked at anew by this alone.
            .where(tuple_(_D.workspace_id, _D.id).in_(old), outlived)
            .returning(_D.workspace_id)
        )
        return Counter(map(WorkspaceId, gone.scalars()))

    async def _locked(self, *conditions: ColumnElement[bool]) -> Sequence[HookDelivery]:
        rows = await self._at.rows(
            rows_of(HookDeliveryRow)
            .where(*conditions)
            # In one order for everybody who locks several, so that nobody waits in a circle.
            .order_by(_D.workspace_id, _D.id)
            .with_for_update(key_share=True)
        )
        return [from_delivery_row(row) for row in rows]


def _heads(*conditions: ColumnElement[bool]) -> Subquery:
    """The first open delivery of each object."""
    return (
        select(*_OBJECT, _D.id, _D.due_at, _D.at)
        .ext(distinct_on(*_OBJECT))
        .where(*conditions, _OPEN)
        .order_by(*_OBJECT, _D.sequence, _D.id)
        .subquery()
    )


def _is_due(heads: Subquery, now: datetime) -> ColumnElement[bool]:
    return or_(heads.c.due_at.is_(None), heads.c.due_at <= now)


def _changed(result: object) -> int:
    rows: int = result.rowcount  # type: ignore[attr-defined]  # a cursor's, which SQLAlchemy types as any result
    return rows
