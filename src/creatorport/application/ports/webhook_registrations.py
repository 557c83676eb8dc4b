"""Where TikTok sends its webhooks. Every method raises TikTokError."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.secret import Secret


class Topic(StrEnum):
    """What can be listened to: the first three per TikTok One account, the others per app."""

    TCM_VIDEOS = "TCM_VIDEOS"
    TCM_INVITATIONS = "TCM_INVITATIONS"
    TCM_PERFORMANCE = "TCM_PERFORMANCE"
    VIDEO = "VIDEO"
    COMMENT = "COMMENT"


ACCOUNT_TOPICS = (Topic.VIDEO, Topic.COMMENT)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription of the app. `token` is what it was made with, where TikTok shows it: it lives as long."""

    id: str
    topic: Topic
    callback_url: str
    tto_account_id: str | None
    token: Secret | None


class MarketplaceWebhooks(Protocol):
    """Subscriptions to events of TikTok One accounts."""

    @property
    def topics(self) -> Sequence[Topic]:
        """What is subscribed to; those of the assumed contract only where it is spoken."""
        ...

    async def subscribe(self, access: Access, callback_url: str, *, living: Collection[Secret] = ()) -> int:
        """See to it that this account's events reach `callback_url`; return how many subscriptions were made.

        One that was made with this token or another `living` one of the account does, whoever made it.
        """
        ...

    async def subscribed(self) -> Sequence[Subscription]:
        """Return all of the app's subscriptions to these topics, whosever account and address they are of."""
        ...

    async def drop(self, subscription_id: str) -> None:
        """End one subscription."""
        ...


class AccountWebhooks(Protocol):
    """Events of the accounts that authorised the business app: one address per topic, for all of them."""

    async def find(self, topic: Topic) -> str | None:
        """Return the address; None where there is none."""
        ...

    async def point(self, topic: Topic, callback_url: str) -> None:
        """Set the address, whatever it was before."""
        ...

    async def drop(self, topic: Topic) -> None:
        """Have nobody told any more. Where there is no address, nothing happens."""
        ...
