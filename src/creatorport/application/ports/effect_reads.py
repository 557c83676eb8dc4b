from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from creatorport.application.undecided_views import UndecidedView
from creatorport.domain.ids import CampaignId, InvitationId, WorkspaceId


class EffectReads(Protocol):
    """What is not known to have happened at TikTok, longest first; of whatever else the ids name, an empty list."""

    async def of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, Sequence[UndecidedView]]:
        """Return what is undecided of each invitation, of the calls that bring many of them at once too."""
        ...

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, Sequence[UndecidedView]]: ...
