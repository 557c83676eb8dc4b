"""Where the fake TikTok sends its webhooks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.webhook_registrations import Subscription, Topic
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.secret import Secret

if TYPE_CHECKING:
    from tests.fakes.tiktok_marketplace import FakeTikTokOne

_ALL = (Topic.TCM_VIDEOS, Topic.TCM_INVITATIONS, Topic.TCM_PERFORMANCE)


@dataclass
class FakeWebhooks:
    """Subscriptions stand under account, topic and address; those three are the id, too."""

    one: "FakeTikTokOne"
    topics: Sequence[Topic] = _ALL

    async def subscribe(self, access: Access, callback_url: str, *, living: Collection[Secret] = ()) -> int:
        async with self.one.troubles.around("webhooks.subscribe"):
            self.one.admit("webhooks.subscribe", access)
            wanted = [(access.tto_account_id, topic.value, callback_url) for topic in self.topics]
            new = [one for one in wanted if self.one.subscriptions.get(one) not in (access.token, *living)]
            self.one.subscriptions |= dict.fromkeys(new, access.token)
            return len(new)

    async def subscribed(self) -> Sequence[Subscription]:
        async with self.one.troubles.around("webhooks.subscribed"):
            return [
                Subscription(f"{account} {topic} {url}", Topic(topic), url, account, token)
                for (account, topic, url), token in self.one.subscriptions.items()
            ]

    async def drop(self, subscription_id: str) -> None:
        async with self.one.troubles.around("webhooks.drop"):
            account, _, rest = subscription_id.partition(" ")
            topic, _, url = rest.partition(" ")
            if self.one.subscriptions.pop((account, topic, url), None) is None:
                raise TikTokRefused("webhooks.drop", "There is no such subscription.", tiktok_code="40007")


@dataclass
class FakeAccountWebhooks:
    one: "FakeTikTokOne"

    async def find(self, topic: Topic) -> str | None:
        async with self.one.troubles.around("account_webhooks.find"):
            return self.one.account_hooks.get(topic)

    async def point(self, topic: Topic, callback_url: str) -> None:
        async with self.one.troubles.around("account_webhooks.point"):
            self.one.account_hooks[topic] = callback_url

    async def drop(self, topic: Topic) -> None:
        async with self.one.troubles.around("account_webhooks.drop"):
            self.one.account_hooks.pop(topic, None)
