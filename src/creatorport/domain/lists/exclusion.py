"""Exclusion: a creator whom a workspace does not want in its campaigns, and why."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import CreatorId, MemberId, WorkspaceId
from creatorport.domain.texts import text

REASON_MAX = 500


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One per workspace and creator. It holds for every invitation that is made while it is there."""

    workspace_id: WorkspaceId
    creator_id: CreatorId
    reason: str
    excluded_by: MemberId
    excluded_at: datetime

    @classmethod
    def of(
        cls, workspace_id: WorkspaceId, creator_id: CreatorId, *, reason: str, by: MemberId, now: datetime
    ) -> "Exclusion":
        """Exclude a creator. Raises InvalidValue unless a reason is given."""
        return cls(workspace_id, creator_id, text(reason, "reason", REASON_MAX, lines=True), by, now)
