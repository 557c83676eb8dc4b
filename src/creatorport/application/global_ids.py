"""Opaque ids that are unique over the whole graph, wherever something of it is named."""

import base64


def global_id(kind: str, local: str) -> str:
    """Return base64url of the type's name and the id within it."""
    return base64.urlsafe_b64encode(f"{kind}:{local}".encode()).decode().rstrip("=")
