"""Subscriptions to marketplace events: /subscription/* (API for Business, page 1739092028876801)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from creatorport.adapters.tiktok.business.marketplace import walk
from creatorport.adapters.tiktok.endpoints import SUBSCRIPTION_ADD, SUBSCRIPTION_DROP, SUBSCRIPTION_LIST, Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.webhook_registrations import Subscription, Topic
from creatorport.domain.secret import Secret

_PAGE = 1000
_DOCUMENTED = (Topic.TCM_VIDEOS,)
_ASSUMED = (Topic.TCM_INVITATIONS, Topic.TCM_PERFORMANCE)


class HttpMarketplaceWebhooks:
    """Implements MarketplaceWebhooks.

    A subscription lives only as long as the token in it. One that was made with a token of the same account which is
    not known to live is therefore replaced, the new one first.
    """

    def __init__(self, transport: Transport, *, app_id: str, app_secret: Secret, assumed: bool = False) -> None:
        """`assumed` also asks for answers to personal invitations and for performance: ASSUMED events."""
        self._transport = transport
        self._app_id = app_id
        self._secret = app_secret
        self._topics = (*_DOCUMENTED, *_ASSUMED) if assumed else _DOCUMENTED

    @property
    def topics(self) -> Sequence[Topic]:
        return self._topics

    async def subscribe(self, access: Access, callback_url: str, *, living: Collection[Secret] = ()) -> int:
        made, tokens = 0, {access.token.reveal(), *(one.reveal() for one in living)}
        for topic in self._topics:
            ours = [row for row in await self._known(topic, access.tto_account_id) if _same(row, access, callback_url)]
            stale = [row for row in ours if not _lives(row, tokens)]
            if len(ours) == len(stale):
                await self._add(access, topic, callback_url)
                made += 1
            for row in stale:
                await self._post(
                    access.tto_account_id, SUBSCRIPTION_DROP, {"subscription_id": row.id("subscription_id")}
                )
        return made

    async def subscribed(self) -> Sequence[Subscription]:
        return [_subscription(row, topic) for topic in self._topics for row in await self._known(topic, None)]

    async def drop(self, subscription_id: str) -> None:
        await self._post(None, SUBSCRIPTION_DROP, {"subscription_id": subscription_id})

    async def _known(self, topic: Topic, tenant: str | None) -> Sequence[Payload]:
        query = {"app_id": self._app_id, "secret": self._secret.reveal(), "subscribe_entity": topic.value}

        async def fetch(paging: Mapping[str, str]) -> Payload:
            request = Request(SUBSCRIPTION_LIST, query={**query, **paging})
            return await self._transport.call(request, tenant=tenant)

        pages = walk(fetch, SUBSCRIPTION_LIST, size=_PAGE)
        return [row async for page in pages for row in page.each("subscriptions")]

    async def _add(self, access: Access, topic: Topic, callback_url: str) -> None:
        detail = {"access_token": access.token.reveal(), "tto_tcm_account_id": access.tto_account_id}
        await self._post(
            access.tto_account_id,
            SUBSCRIPTION_ADD,
            {"subscribe_entity": topic.value, "callback_url": callback_url, "subscription_detail": detail},
        )

    async def _post(self, tenant: str | None, endpoint: Endpoint, document: Mapping[str, Any]) -> None:
        whole = {"app_id": self._app_id, "secret": self._secret.reveal(), **document}
        await self._transport.call(Request(endpoint, document=whole), tenant=tenant)


def _subscription(row: Payload, topic: Topic) -> Subscription:
    detail = row.inner("subscription_detail")
    token = detail.maybe_text("access_token")
    return Subscription(
        row.id("subscription_id"),
        topic,
        row.maybe_text("callback_url") or "",
        detail.maybe_text("tto_tcm_account_id"),
        Secret(token) if token else None,
    )


def _same(row: Payload, access: Access, callback_url: str) -> bool:
    account = row.inner("subscription_detail").maybe_text("tto_tcm_account_id")
    return row.maybe_text("callback_url") == callback_url and account == access.tto_account_id


def _lives(row: Payload, tokens: Collection[str]) -> bool:
    """Whether the row was made with one of these tokens; rows that do not show theirs are taken for ours."""
    shown = row.inner("subscription_detail").maybe_text("access_token")
    return shown is None or shown in tokens
