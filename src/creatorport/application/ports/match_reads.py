from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.views import CreatorView
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.ids import CampaignId, CreatorId, WorkspaceId


@dataclass(frozen=True, slots=True)
class LastPost:
    """The newest video of a creator that this workspace knows of, and when it last looked."""

    published_at: datetime
    read_at: datetime


@dataclass(frozen=True, slots=True)
class MatchScene:
    """A campaign, as far as it tells what it wants, and creators."""

    plan: CampaignPlan
    country_codes: tuple[str, ...]
    creators: Mapping[CreatorId, CreatorView]
    last_posts: Mapping[CreatorId, LastPost]


class MatchReads(Protocol):
    async def scene(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, ids: Collection[CreatorId]
    ) -> MatchScene | None:
        """Return the campaign and those of the creators whom the workspace knows, in one statement.

        None when the workspace has no such campaign.
        """
        ...
