"""What the graph shows of lists: flat and frozen, filled from plain rows."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import CreatorId


@dataclass(frozen=True, slots=True)
class ExclusionView:
    creator_id: CreatorId
    reason: str
    excluded_by: str
    excluded_at: datetime
