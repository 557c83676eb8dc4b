"""Cursors of discovery: a place in a kept list, or in the store's, each bound to its question."""

import base64
from dataclasses import dataclass

from creatorport.application.cursors import cursor
from creatorport.application.discovery.answer import StaleReason
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import FoundListId

_STORE = "store"
_NOT_OURS = "is not a cursor of this list"


@dataclass(frozen=True, slots=True)
class InList:
    """Behind so many places of a kept list."""

    list_id: FoundListId
    position: int


@dataclass(frozen=True, slots=True)
class InStore:
    """Behind a cursor of the store's list, which was shown for this reason."""

    reason: StaleReason
    after: str


def in_list(scope: str, list_id: FoundListId, position: int) -> str:
    return cursor(f"{scope}.{list_id}", position)


def in_store(scope: str, reason: StaleReason, after: str) -> str:
    return cursor(f"{scope}.{_STORE}.{reason.value}.{after}", 0)


def place(scope: str, text: str) -> InList | InStore:
    """Return the place that a cursor names. Raises InvalidValue when it is not one of this question's."""
    named, position = _read(text)
    mine, _, rest = named.partition(".")
    parts = rest.split(".")
    if mine != scope:
        raise InvalidValue("after", _NOT_OURS)
    if len(parts) == 1 and parts[0]:
        return InList(FoundListId(parts[0]), position)
    if len(parts) == 3 and parts[0] == _STORE and parts[1] in StaleReason.__members__:
        return InStore(StaleReason(parts[1]), parts[2])
    raise InvalidValue("after", _NOT_OURS)


def _read(text: str) -> tuple[str, int]:
    try:
        padded = text + "=" * (-len(text) % 4)
        named, _, digits = base64.b64decode(padded, altchars=b"-_", validate=True).decode().rpartition("@")
    except ValueError as error:  # not base64, not ASCII, or not UTF-8 inside
        raise InvalidValue("after", _NOT_OURS) from error
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9 or "\0" in named:
        raise InvalidValue("after", _NOT_OURS)
    return named, int(digits)
