"""What is shown of webhooks: the stored ones, and where TikTok sends them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class WebhookDeliveryView:
    """One stored webhook, without its body."""

    id: str
    family: str
    event: str
    received_at: datetime
    state: str
    attempts: int
    tried_at: datetime | None
    settled_at: datetime | None
    outcome: str | None
    error: str | None


class Standing(StrEnum):
    """How a registration at TikTok stands."""

    REGISTERED = "REGISTERED"
    MISSING = "MISSING"
    ELSEWHERE = "ELSEWHERE"
    DEAD_TOKEN = "DEAD_TOKEN"  # noqa: S105  a word for a token, and none


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """Whether TikTok tells us of a topic: for a TikTok One account, or for all accounts that authorised the app."""

    topic: str
    standing: Standing
    callback_url: str | None
    subscription_id: str | None = None
    tto_account_id: str | None = None
