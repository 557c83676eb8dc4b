"""What members are told of the plan."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.ports.quotas import QuotaView
from creatorport.domain.ids import AccountId, PromiseId, VideoId


@dataclass(frozen=True, slots=True)
class OutlookView:
    """What some calls a day reach. `freshness` is between 0 and 1; `least_bound` None where none can be kept."""

    things: int
    calls_per_day: float
    freshness: float
    median_age: timedelta
    most_age: timedelta
    promised_calls: float
    least_bound: timedelta | None


@dataclass(frozen=True, slots=True)
class PlannedCallView:
    """One call to come. `stale` is how many of its things are expected to be out of date."""

    account_id: AccountId
    video_ids: tuple[VideoId, ...]
    reason: str
    words: str
    stale: float
    worth: float | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaleView:
    """Why something is as old as it is. `video_id` is None for an account."""

    account_id: AccountId
    video_id: VideoId | None
    reason: str
    words: str
    captured_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """The outlook with more accounts; `those_before` is the freshness of today's things afterwards."""

    more_accounts: int
    after: OutlookView
    those_before: float
    breaking: tuple[PromiseId, ...]


@dataclass(frozen=True, slots=True)
class SyncPlanView:
    planned_at: datetime
    quotas: tuple[QuotaView, ...]
    outlook: OutlookView
    next: tuple[PlannedCallView, ...]
    stale: tuple[StaleView, ...]
    what_if: WhatIfView | None


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise and its ledger. `worst` is the greatest age that any of its things reached while it held."""

    id: PromiseId
    account_id: AccountId | None
    campaign_id: str | None
    bound: timedelta
    made_by: str
    made_at: datetime
    withdrawn_at: datetime | None
    things: int
    refreshes: int
    breaches: int
    worst: timedelta
    is_broken_now: bool
    due_at: datetime | None
