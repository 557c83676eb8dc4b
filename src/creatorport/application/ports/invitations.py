from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.money import Money


class Invitations(Protocol):
    """Invitations. At most one live one per (campaign, creator), also under concurrent writers."""

    async def add(self, invitations: Iterable[Invitation]) -> None:
        """Raises AlreadyInvited; then none of them is stored."""
        ...

    async def save(self, invitation: Invitation) -> None:
        """Store a changed invitation. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def save_all(self, invitations: Iterable[Invitation]) -> None:
        """Store changed invitations, each once, in one statement. Raises ConcurrentChange as `save` does."""
        ...

    async def load(self, workspace_id: WorkspaceId, invitation_id: InvitationId) -> Invitation:
        """Raises NotFound."""
        ...

    async def lock(self, workspace_id: WorkspaceId, invitation_id: InvitationId) -> Invitation:
        """Load, and let nobody else change it until this unit of work ends. Raises NotFound."""
        ...

    async def committed(self, workspace_id: WorkspaceId, campaign_id: CampaignId, currency: str) -> Money:
        """Return the sum of the agreed fees of a campaign's accepted invitations, of one currency.

        Certain only for whoever holds the campaign's lock.
        """
        ...

    async def due(self, now: datetime, most: int, *, after: Invitation | None = None) -> Sequence[Invitation]:
        """Return open invitations of all workspaces that end by then: the earliest first, from behind `after` on.

        Those on their way are left out: their time ends only once they have arrived. For jobs only.
        """
        ...

    async def find_by_join_token(self, token_hash: str) -> Invitation | None:
        """Return the invitation, of whichever workspace, that was handed over by a link."""
        ...

    async def load_many(
        self, workspace_id: WorkspaceId, invitation_ids: Sequence[InvitationId]
    ) -> Sequence[Invitation]:
        """Return the invitations in the order of their ids, each once. Raises NotFound for the first that is none."""
        ...

    async def find_live(self, workspace_id: WorkspaceId, campaign_id: CampaignId, handle: Handle) -> Invitation | None:
        """Return the live invitation of this creator to this campaign, locked until the unit of work ends."""
        ...

    async def has_ended(self, workspace_id: WorkspaceId, campaign_id: CampaignId, tiktok_id: str) -> bool:
        """Whether the invitation to this campaign that TikTok knows by this id is no longer live; False without one."""
        ...

    async def live_of(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Invitation]:
        """Return the live invitations of these creators to this campaign; creators without one are left out."""
        ...

    async def turned_down(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Invitation]:
        """Return the newest undeliverable invitations of these creators to this campaign, of those who have one."""
        ...

    async def of_campaign(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, states: Collection[InvitationState]
    ) -> Sequence[Invitation]:
        """Return the invitations in these states, oldest first, locked until the unit of work ends."""
        ...
