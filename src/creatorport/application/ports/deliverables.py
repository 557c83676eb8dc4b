from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.comment import Comment
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.ids import CampaignId, DeliverableId, WorkspaceId


class Deliverables(Protocol):
    """What creators owe, and what was said about it. Unique per (invitation, number)."""

    async def add_missing(self, deliverables: Iterable[Deliverable]) -> None:
        """Store those that are not there yet, by their ids; the others stay as they are."""
        ...

    async def save(self, deliverable: Deliverable) -> None:
        """Store a changed deliverable. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def lock(self, workspace_id: WorkspaceId, deliverable_id: DeliverableId) -> Deliverable:
        """Load, and let nobody else change it until this unit of work ends. Raises NotFound."""
        ...

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[Deliverable]:
        """Return all of a campaign, the oldest first, locked until the unit of work ends."""
        ...

    async def owed_by(self, instant: datetime) -> Sequence[Deliverable]:
        """Return those of all workspaces that are their creators' turn and due by `instant`, not locked.

        Without those of cancelled campaigns, whose creators are waited for no more. The first to be due first. For
        rounds only.
        """
        ...

    async def comment(self, comment: Comment) -> None:
        """Append to the conversation about a deliverable."""
        ...

    async def count_comments(self, workspace_id: WorkspaceId, deliverable_id: DeliverableId) -> int: ...
