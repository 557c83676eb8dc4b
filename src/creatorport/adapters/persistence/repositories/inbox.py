from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, update
from sqlmodel import select

from creatorport.adapters.persistence.reads.deliveries import seen_by
from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import DeliveryRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.inbox import Channel, Delivery, Stored, Wanted
from creatorport.domain.errors import NotFound
from creatorport.domain.handling import Handling, HandlingState
from creatorport.domain.ids import WorkspaceId

_D = table(DeliveryRow).c
_WAITS = _D.state == HandlingState.WAITING.value
_IDLE = func.now() - _D.touched_at


class SqlInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def store(self, delivery: Delivery, key: str) -> bool:
        return await self._at.insert_missing(
            DeliveryRow(
                id=delivery.id,
                key=key,
                channel=delivery.channel.value,
                event=delivery.event,
                body=delivery.body,
                received_at=delivery.received_at,
            )
        )

    async def lock(self, delivery_id: str) -> Stored:
        return await self._lock(delivery_id, _D.id == delivery_id)

    async def lock_of(self, workspace_id: WorkspaceId, delivery_id: str) -> Stored:
        return await self._lock(delivery_id, _D.id == delivery_id, seen_by(workspace_id))

    async def save(self, delivery_id: str, handling: Handling) -> None:
        statement = (
            update(DeliveryRow)
            .where(_D.id == delivery_id)
            .values(
                touched_at=func.now(),
                state=handling.state.value,
                attempts=handling.attempts,
                tried_at=handling.tried_at,
                settled_at=handling.settled_at,
                outcome=handling.outcome,
                error=handling.error,
                concerns=None if handling.concerns is None else sorted(handling.concerns),
            )
            .returning(_D.id)
        )
        if (await self._at.execute(statement)).first() is None:
            raise NotFound("delivery", delivery_id)

    async def find(self, wanted: Wanted, most: int) -> Sequence[str]:
        received = _D.received_at
        statement = select(_D.id).where(received >= wanted.since, received < wanted.until)
        if wanted.channels:
            statement = statement.where(_D.channel.in_(sorted(one.value for one in wanted.channels)))
        if wanted.states:
            statement = statement.where(_D.state.in_(sorted(one.value for one in wanted.states)))
        return list((await self._at.execute(statement.order_by(received, _D.id).limit(most))).scalars())

    async def forgotten(self, idle_for: timedelta, most: int) -> Sequence[str]:
        idle = select(_D.id).where(_WAITS, idle_for <= _IDLE).order_by(_D.touched_at, _D.id).limit(most)
        return list((await self._at.execute(idle)).scalars())

    async def forget_older_than(self, age: timedelta) -> Mapping[WorkspaceId, int]:
        old = _D.stored_at < func.now() - age
        gone = await self._at.execute(delete(DeliveryRow).where(old, ~_WAITS).returning(_D.concerns))
        return Counter(WorkspaceId(one) for concerns in gone.scalars() for one in concerns or ())

    async def _lock(self, delivery_id: str, *conditions: ColumnElement[bool]) -> Stored:
        row: DeliveryRow | None = await self._at.row(select(DeliveryRow).where(*conditions).with_for_update())
        if row is None:
            raise NotFound("delivery", delivery_id)
        delivery = Delivery(row.id, Channel(row.channel), row.body, row.received_at, row.event)
        return Stored(delivery, _handling(row))


def _handling(row: DeliveryRow) -> Handling:
    return Handling(
        state=HandlingState(row.state),
        attempts=row.attempts,
        tried_at=row.tried_at,
        settled_at=row.settled_at,
        outcome=row.outcome,
        error=row.error,
        concerns=None if row.concerns is None else frozenset(WorkspaceId(one) for one in row.concerns),
    )
