"""What the demo tells, counts, and comes to."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

Say = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What the demo counted, all of it read back through the graph."""

    creators: int = 0
    invitations: dict[str, int] = field(default_factory=dict)
    linked_posts: int = 0
    snapshots: int = 0
    live_messages: int = 0
    seconds: float = 0.0
    campaign_id: str = ""
    last_cursor: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Unfinished(Exception):
    """The story did not come to its end in time."""
