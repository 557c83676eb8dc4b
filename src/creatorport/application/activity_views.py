"""What the graph shows of who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.activity import Fact
from creatorport.domain.effect import Json
from creatorport.domain.ids import AccountId, CampaignId


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


@dataclass(frozen=True, slots=True)
class AccountActivityView:
    """One entry of an account's activity: the event's kind, and what the log keeps of it."""

    account_id: AccountId
    at: datetime
    kind: str
    facts: Mapping[str, Json]
