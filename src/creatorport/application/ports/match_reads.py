from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.views import CreatorView
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.ids import CampaignId, CreatorId, WorkspaceId


@dataclass(frozen=True, slots=True)
class LastPost:
    """The newest video of a creator that this workspace knows of, and when it was read.

    It knows of those that count for its campaigns, and of the public ones that it has read.
    """

    published_at: datetime
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Viewers:
    """In which countries those live who watched a creator's videos for this workspace's campaigns: shares of them."""

    countries: Mapping[str, float]
    read_at: datetime


@dataclass(frozen=True, slots=True)
class MatchScene:
    """A campaign, as far as it tells what it wants, and creators.

    What creators consented to tell is not in it: it is never looked at in discovery.
    """

    plan: CampaignPlan
    country_codes: tuple[str, ...]
    creators: Mapping[CreatorId, CreatorView]
    last_posts: Mapping[CreatorId, LastPost]
    viewers: Mapping[CreatorId, Viewers]


class MatchReads(Protocol):
    async def scene(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, ids: Collection[CreatorId]
    ) -> MatchScene | None:
        """Return the campaign and those of the creators whom the workspace knows, in one statement.

        None when the workspace has no such campaign.
        """
        ...
