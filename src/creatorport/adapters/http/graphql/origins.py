"""Which pages may open a WebSocket: browsers send cookies along and do not ask first."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection


def is_allowed(connection: HTTPConnection, allowed: Collection[str]) -> bool:
    """Whether the connection comes from our own pages, from an allowed origin, or from no browser at all."""
    origin = connection.headers.get("origin")
    if origin is None or "*" in allowed or origin in allowed:
        return True
    # The scheme is not compared: behind a proxy that ends TLS we do not know our own.
    return origin != "null" and urlsplit(origin).netloc == connection.headers.get("host", "")
