"""The contracts of MarketplaceWebhooks and AccountWebhooks: where TikTok is told to send webhooks."""

import pytest

from creatorport.application.ports.webhook_registrations import ACCOUNT_TOPICS, Topic
from creatorport.domain.errors import TikTokRefused
from tests.contract.tiktok.stages import TikTokStage, brand_access


async def test_an_address_of_authorised_accounts_is_set_changed_and_dropped(tiktok: TikTokStage) -> None:
    hooks = tiktok.account_webhooks
    for topic in ACCOUNT_TOPICS:
        await hooks.drop(topic)
        assert await hooks.find(topic) is None
        for url in ("https://gw.example.com/one", "https://gw.example.com/two"):
            await hooks.point(topic, url)
            assert await hooks.find(topic) == url
    await hooks.drop(Topic.VIDEO)
    assert await hooks.find(Topic.VIDEO) is None
    assert await hooks.find(Topic.COMMENT) == "https://gw.example.com/two"
    await hooks.drop(Topic.VIDEO)


async def test_subscriptions_are_made_once_shown_with_what_they_were_made_with_and_dropped(tiktok: TikTokStage) -> None:
    access = await brand_access(tiktok)
    url = f"https://gw.example.com/{access.token.reveal()}"
    hooks = tiktok.webhooks
    assert list(hooks.topics) == [Topic.TCM_VIDEOS, Topic.TCM_INVITATIONS, Topic.TCM_PERFORMANCE]
    assert [await hooks.subscribe(access, url) for _ in range(2)] == [3, 0]
    mine = [one for one in await hooks.subscribed() if one.callback_url == url]
    assert [(one.topic, one.tto_account_id, one.token) for one in mine] == [
        (topic, access.tto_account_id, access.token) for topic in hooks.topics
    ]
    await hooks.drop(mine[1].id)
    left = [one.topic for one in await hooks.subscribed() if one.callback_url == url]
    assert left == [Topic.TCM_VIDEOS, Topic.TCM_PERFORMANCE]
    with pytest.raises(TikTokRefused):
        await hooks.drop(mine[1].id)
