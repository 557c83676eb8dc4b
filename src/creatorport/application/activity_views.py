"""What the graph shows of who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.activity import Fact
from creatorport.domain.ids import CampaignId


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One entry of a campaign's activity; see `domain.activity.Activity`."""

    campaign_id: CampaignId
    at: datetime
    actor_kind: str
    actor_id: str | None
    kind: str
    verb: str
    subject_kind: str | None
    subject_id: str | None
    facts: Mapping[str, Fact]
