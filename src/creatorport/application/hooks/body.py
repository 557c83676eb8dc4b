"""What one event looks like to its receivers, byte for byte: each attempt and replay sends the same."""

import json
from collections.abc import Mapping
from datetime import datetime

from creatorport.application.hooks.telling import written
from creatorport.domain.effect import Json
from creatorport.domain.ids import WorkspaceId


def body_of(
    workspace_id: WorkspaceId,
    *,
    event_id: str,
    type_: str,
    at: datetime,
    about: tuple[str, str],
    sequence: int,
    data: Mapping[str, Json],
) -> str:
    """Return the event as JSON; `about` is the type and the id of its object."""
    kind, name = about
    told = {
        "id": event_id,
        "type": type_,
        "timestamp": written(at),
        "workspace": workspace_id,
        "object": {"type": kind, "id": name},
        "sequence": sequence,
        "data": dict(sorted(data.items())),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
