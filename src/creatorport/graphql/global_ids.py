"""Opaque ids that are unique over the whole graph, and back to what they name."""

import base64
import binascii

from creatorport.application.global_ids import global_id
from creatorport.domain.errors import InvalidValue

__all__ = ["global_id", "local_id", "split"]

_LONGEST = 200


def split(text: str, field: str = "id") -> tuple[str, str]:
    """Return the type's name and the id within it. Raises InvalidValue for what was never a global id."""
    try:
        if len(text) > _LONGEST:
            raise InvalidValue(field, "is not an id of this graph")
        padded = text + "=" * (-len(text) % 4)
        kind, colon, local = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise InvalidValue(field, "is not an id of this graph") from error
    if not kind or not colon or not local or "\x00" in local:
        raise InvalidValue(field, "is not an id of this graph")
    return kind, local


def local_id(kind: str, text: str, field: str = "id") -> str:
    """Return the id within its type. Raises InvalidValue when it is not the id of a `kind`."""
    named, local = split(text, field)
    if named != kind:
        raise InvalidValue(field, f"is not the id of a {kind}")
    return local
