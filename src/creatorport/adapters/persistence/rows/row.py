from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Dialect, MetaData, Text, TypeDecorator
from sqlmodel import Field, SQLModel

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """What all tables share: one set of metadata, in which every constraint has a predictable name."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


def aware(moment: datetime) -> datetime:
    """Return a moment as it is. Raises ValueError when nobody knows where on earth it is meant."""
    if moment.tzinfo is None:
        raise ValueError("a naive time is never stored")
    return moment


class Instant(TypeDecorator[datetime]):
    """An aware instant, in UTC on both sides."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else aware(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else value.astimezone(UTC)


def text(**options: Any) -> Any:
    """A column of text without a limit; ids are this too."""
    return Field(sa_type=Text, **options)


def count(**options: Any) -> Any:
    """A column of a 64-bit count, which may be unknown."""
    return Field(default=None, sa_type=BigInteger, **options)


def instant(**options: Any) -> Any:
    """A column of a point in time."""
    return Field(sa_type=Instant, **options)
