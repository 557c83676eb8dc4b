"""Opaque ids that are unique over the whole graph: base64url of the type's name and the id within it."""

import base64
import binascii

from creatorport.domain.errors import InvalidValue

_LONGEST = 200


def global_id(kind: str, local: str) -> str:
    return base64.urlsafe_b64encode(f"{kind}:{local}".encode()).decode().rstrip("=")


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
