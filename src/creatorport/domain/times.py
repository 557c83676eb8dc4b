"""Instants are aware; a naive one is refused where it would enter."""

from datetime import UTC, datetime

from creatorport.domain.errors import InvalidValue


def instant(value: datetime, field: str) -> datetime:
    """Return `value` in UTC. Raises InvalidValue when it carries no time zone."""
    if value.tzinfo is None:
        raise InvalidValue(field, "a time needs its time zone")
    return value.astimezone(UTC)
