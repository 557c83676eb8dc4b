"""Opaque cursors: a place in a list or stream, bound to what it belongs to."""

import base64

from creatorport.domain.errors import InvalidValue


def cursor(scope: str, position: int) -> str:
    """Return the cursor of a position within `scope`."""
    return base64.urlsafe_b64encode(f"{scope}@{position}".encode()).decode().rstrip("=")


def position(scope: str, text: str, field: str = "after") -> int:
    """Return the position that a cursor names. Raises InvalidValue when it is not one of this scope."""
    try:
        padded = text + "=" * (-len(text) % 4)
        named, _, digits = base64.b64decode(padded, altchars=b"-_", validate=True).decode().rpartition("@")
    except ValueError as error:  # not base64, not ASCII, or not UTF-8 inside
        raise InvalidValue(field, "is not a cursor of what is followed") from error
    if named != scope or not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        raise InvalidValue(field, "is not a cursor of what is followed")
    return int(digits)
