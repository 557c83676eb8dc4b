"""The part of outgoing webhooks in what is walked everywhere: as every role, with bad texts, by strangers."""

from typing import Any

from creatorport.domain.hooks.delivery import HookDelivery
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookEventType, HookNews, HookObject
from creatorport.domain.ids import HookDeliveryId, HookId, MemberId, WorkspaceId
from creatorport.domain.secret import Secret
from creatorport.graphql.global_ids import global_id
from tests.graphql.seeds import Seeds

WEBHOOK, DELIVERY = global_id("OutgoingWebhook", "hook"), global_id("OutgoingWebhookDelivery", "evt_1.hook")
_SINCE = '"2026-11-20T00:00:00Z"'


def _mutation(name: str, given: str) -> str:
    return f"mutation {{ {name}(input: {{{given}}}) {{ errors {{ code }} }} }}"


ROOTS = {
    "Query.outgoingWebhooks": "{ outgoingWebhooks { id } }",
    "Query.outgoingWebhookDeliveries": "{ outgoingWebhookDeliveries { totalCount } }",
    **{
        f"Mutation.{name}": _mutation(name, given)
        for name, given in {
            "createOutgoingWebhook": 'url: "https://lumen.example/hooks"',
            "updateOutgoingWebhook": f'webhookId: "{WEBHOOK}", enabled: false',
            "rotateOutgoingWebhookSecret": f'webhookId: "{WEBHOOK}"',
            "deleteOutgoingWebhook": f'webhookId: "{WEBHOOK}"',
            "sendTestEvent": f'webhookId: "{WEBHOOK}"',
            "replayOutgoingWebhookDelivery": f'deliveryId: "{DELIVERY}"',
            "replayDeadOutgoingWebhookDeliveries": f'webhookId: "{WEBHOOK}", since: {_SINCE}',
        }.items()
    },
}
KEYS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "OutgoingWebhookDelivery.webhook": ("hook", ()),
    "OutgoingWebhook.url": ("hook", ()),
}
READS = {
    "Query.outgoingWebhookDeliveries.after": (
        "query ($v: String) { outgoingWebhookDeliveries(after: $v) { totalCount } }",
        "after",
    ),
    "Query.outgoingWebhookDeliveries.webhookId": (
        "query ($v: ID) { outgoingWebhookDeliveries(webhookId: $v) { totalCount } }",
        "webhookId",
    ),
}
INPUTS: dict[str, dict[str, Any]] = {
    "createOutgoingWebhook": {"url": "https://lumen.example/hooks", "eventTypes": ["POST_LINKED"]},
    "updateOutgoingWebhook": {"webhookId": WEBHOOK, "url": "https://elsewhere.example/"},
    "rotateOutgoingWebhookSecret": {"webhookId": WEBHOOK},
    "deleteOutgoingWebhook": {},
    "sendTestEvent": {"webhookId": WEBHOOK},
    "replayOutgoingWebhookDelivery": {"deliveryId": DELIVERY},
    "replayDeadOutgoingWebhookDeliveries": {"webhookId": WEBHOOK, "since": "2026-11-20T00:00:00Z"},
}


async def furnish(seeds: Seeds, name: str = "hook") -> HookDelivery:
    """Give the workspace an outgoing webhook with an event on its way; it is told of nothing else that tests do."""
    now = seeds.gateway.clock.now()
    hook = Hook.made(
        HookId(name),
        WorkspaceId(seeds.workspace),
        url=f"https://{name}.example/hooks?key=1",
        types=frozenset({HookEventType.ACCOUNT_GRANT_ENDING}),
        secret=Secret("whsec_" + "a" * 32),
        by=MemberId("ida"),
        now=now,
    )
    about = HookObject("TikTokAccount", global_id("TikTokAccount", "a"))
    news = HookNews("evt_1", HookEventType.ACCOUNT_GRANT_ENDING, about, 2**53 + 1, now, {"days": 7})
    delivery = HookDelivery(HookDeliveryId(name if name != "hook" else "evt_1.hook"), hook.workspace_id, hook.id, news)
    async with seeds.gateway.units() as uow:
        await uow.hooks.add(hook)
        await uow.hook_deliveries.add(delivery)
        await uow.commit()
    return delivery


async def ids(seeds: Seeds) -> dict[str, str]:
    """Do the same, and return the ids by type."""
    await furnish(seeds)
    return {"OutgoingWebhook": WEBHOOK, "OutgoingWebhookDelivery": DELIVERY}
