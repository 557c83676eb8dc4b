from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import DeliveryRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.domain.errors import NotFound


class SqlInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def store(self, delivery: Delivery, key: str) -> bool:
        return await self._at.insert_missing(
            DeliveryRow(
                id=delivery.id,
                key=key,
                channel=delivery.channel.value,
                body=delivery.body,
                received_at=delivery.received_at,
            )
        )

    async def load(self, delivery_id: str) -> Delivery:
        row: DeliveryRow | None = await self._at.row(select(DeliveryRow).where(col(DeliveryRow.id) == delivery_id))
        if row is None:
            raise NotFound("delivery", delivery_id)
        return Delivery(row.id, Channel(row.channel), row.body, row.received_at)

    async def settle(self, delivery_id: str, at: datetime, outcome: str) -> None:
        statement = (
            update(DeliveryRow)
            .where(col(DeliveryRow.id) == delivery_id)
            .values(settled_at=at, outcome=outcome)
            .returning(col(DeliveryRow.id))
        )
        if (await self._at.execute(statement)).first() is None:
            raise NotFound("delivery", delivery_id)
