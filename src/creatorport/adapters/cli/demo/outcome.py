"""What the demo tells, counts, and comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Say = Callable[[str], None]

_INNER: Mapping[str, Any] = {"inner": True}


@dataclass(slots=True)
class Outcome:
    """What the demo counted, all of it read back through the graph."""

    creators: int = 0
    invitations: dict[str, int] = field(default_factory=dict)
    deliverables: dict[str, int] = field(default_factory=dict)
    linked_posts: int = 0
    snapshots: int = 0
    milestones: int = 0
    live_messages: int = 0
    seconds: float = 0.0
    campaign_id: str = ""
    last_cursor: str = ""
    template_id: str = field(default="", metadata=_INNER)
    creator_ids: list[str] = field(default_factory=list, metadata=_INNER)

    def as_json(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self) if "inner" not in one.metadata}


class Unfinished(Exception):
    """The story did not come to its end in time."""
