from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, Text
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


def _now() -> Any:
    """A column of a moment in real time, by the database's clock; the others follow the gateway's."""
    return instant(default=None, nullable=False, sa_column_kwargs={"server_default": literal("now()")})


class DeliveryRow(Row, table=True):
    """A webhook, byte for byte, and what became of it. `concerns` is null until it is known."""

    __tablename__ = "inbox"
    __table_args__: ClassVar = (
        Index(None, "received_at", "id"),
        Index(None, "stored_at"),
        Index("ix_inbox_waiting", "touched_at", postgresql_where=literal("state = 'waiting'")),
        Index("ix_inbox_concerns", "concerns", postgresql_using="gin"),
    )

    id: str = text(primary_key=True)
    key: str = text(unique=True)
    channel: str = text()
    event: str = text(default="", nullable=False, sa_column_kwargs={"server_default": ""})
    body: bytes
    received_at: datetime = instant()
    stored_at: datetime | None = _now()
    touched_at: datetime | None = _now()
    state: str = text(default="waiting", nullable=False, sa_column_kwargs={"server_default": "waiting"})
    attempts: int = Field(default=0, nullable=False, sa_column_kwargs={"server_default": "0"})
    tried_at: datetime | None = instant(default=None)
    settled_at: datetime | None = instant(default=None)
    outcome: str | None = text(default=None)
    error: str | None = text(default=None)
    concerns: list[str] | None = Field(default=None, sa_type=ARRAY(Text))
