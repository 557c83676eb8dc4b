from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class StreamRow(Row, table=True):
    """A stream's newest number, whose row is locked by whoever appends, and its oldest kept one."""

    __tablename__ = "streams"

    name: str = text(primary_key=True)
    newest: int = Field(sa_type=BigInteger)
    oldest: int = Field(sa_type=BigInteger)


class LogRow(Row, table=True):
    """One entry of a stream."""

    __tablename__ = "log"

    stream: str = text(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    kind: str = text()
    payload: dict[str, Any] = Field(sa_type=JSONB)
    at: datetime = instant()
