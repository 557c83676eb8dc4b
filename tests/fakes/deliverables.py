from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.comment import Comment
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CampaignId, DeliverableId, WorkspaceId
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction

_NEVER = datetime.max.replace(tzinfo=UTC)


class InMemoryDeliverables:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add_missing(self, deliverables: Iterable[Deliverable]) -> None:
        for one in sorted(deliverables, key=lambda one: one.id):
            key = _key(one.workspace_id, one.id)
            await self._at.lock(key)
            if self._at.get(key) is None:
                self._at.put(key, one)

    async def save(self, deliverable: Deliverable) -> None:
        await self._at.save(_key(deliverable.workspace_id, deliverable.id), deliverable)

    async def lock(self, workspace_id: WorkspaceId, deliverable_id: DeliverableId) -> Deliverable:
        key = _key(workspace_id, deliverable_id)
        await self._at.lock(key)
        found = self._at.get(key)
        if not isinstance(found, Deliverable):
            raise NotFound("deliverable", deliverable_id)
        return found

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[Deliverable]:
        found = self._at.all(
            "deliverable",
            Deliverable,
            lambda one: one.workspace_id == workspace_id and one.campaign_id == campaign_id,
        )
        ordered = sorted(found, key=lambda one: (one.created_at, one.id))
        return [await self.lock(workspace_id, one.id) for one in ordered]

    async def owed_by(self, instant: datetime) -> Sequence[Deliverable]:
        gone = self._at.all("campaign", Campaign, lambda one: one.state is CampaignState.CANCELLED)
        cancelled = {(one.workspace_id, one.id) for one in gone}
        found = self._at.all(
            "deliverable",
            Deliverable,
            lambda one: (
                one.is_owed
                and one.due_at is not None
                and one.due_at <= instant
                and (one.workspace_id, one.campaign_id) not in cancelled
            ),
        )
        return sorted(found, key=lambda one: (one.due_at or _NEVER, one.workspace_id, one.id))

    async def comment(self, comment: Comment) -> None:
        self._at.put(("comment", comment.workspace_id, comment.id), comment)

    async def count_comments(self, workspace_id: WorkspaceId, deliverable_id: DeliverableId) -> int:
        return len(
            self._at.all(
                "comment",
                Comment,
                lambda one: one.workspace_id == workspace_id and one.deliverable_id == deliverable_id,
            )
        )


def _key(workspace_id: WorkspaceId, deliverable_id: DeliverableId) -> Key:
    return ("deliverable", workspace_id, deliverable_id)
