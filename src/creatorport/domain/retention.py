"""What is kept of people's data, for how long, and the report of what was dropped."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.domain.account_trouble import LossCause
from creatorport.domain.ids import AccountId, PurgeId, WorkspaceId


class DropReason(StrEnum):
    """Why something was dropped."""

    DISCONNECTED = "disconnected"
    GRANT_LOST = "grant_lost"
    NOT_REFRESHED = "not_refreshed"
    OUTLIVED = "outlived"


class Purged(StrEnum):
    """What was dropped: an account's profile, its videos' texts and links, what its creator consented to tell of
    their audience, used idempotency keys, webhooks, or what was told to outgoing ones.
    """

    PROFILE = "profile"
    VIDEO_TEXTS = "video_texts"
    INSIGHTS = "insights"
    IDEMPOTENCY_KEYS = "idempotency_keys"
    WEBHOOKS = "webhooks"
    TOLD_EVENTS = "told_events"


AT_ONCE = frozenset({LossCause.ACCOUNT_DELETED, LossCause.AGE_CHANGED})
"""Losses after which nothing of the person is kept for any time: they are gone from TikTok, or were too young."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """That an account's personal data was dropped, until TikTok tells it again."""

    reason: DropReason
    at: datetime


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """`personal` is for how long what TikTok told of a person is kept without being told again; `keys` for how long a
    used idempotency key is known; `webhooks` for how long a delivery that has its verdict is kept; `told` and `untold`
    for how long an event is that an outgoing webhook took, or did not.
    """

    personal: timedelta = timedelta(hours=24)
    keys: timedelta = timedelta(days=30)
    webhooks: timedelta = timedelta(days=30)
    told: timedelta = timedelta(days=30)
    untold: timedelta = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Purge:
    """One line of the report: `items` of `what` were dropped. Written in the transaction that drops, and kept."""

    id: PurgeId
    workspace_id: WorkspaceId
    at: datetime
    what: Purged
    reason: DropReason
    items: int
    account_id: AccountId | None = None
