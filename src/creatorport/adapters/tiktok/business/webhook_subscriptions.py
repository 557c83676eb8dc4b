"""Subscriptions to marketplace events: /subscription/* (business API, 3.1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from creatorport.adapters.tiktok.business.marketplace import walk
from creatorport.adapters.tiktok.endpoints import SUBSCRIPTION_ADD, SUBSCRIPTION_DROP, SUBSCRIPTION_LIST, Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.secret import Secret

_PAGE = 1000
_VIDEOS, _INVITATIONS = "TCM_VIDEOS", "TCM_INVITATIONS"


class HttpMarketplaceWebhooks:
    """Implements MarketplaceWebhooks.

    A subscription lives only as long as the token in it. One that was made with another token of the same account is
    therefore replaced, the new one first.
    """

    def __init__(self, transport: Transport, *, app_id: str, app_secret: Secret, assumed: bool = False) -> None:
        """`assumed` also asks for answers to personal invitations: an ASSUMED event (3.4)."""
        self._transport = transport
        self._app_id = app_id
        self._secret = app_secret
        self._entities = (_VIDEOS, _INVITATIONS) if assumed else (_VIDEOS,)

    async def subscribe(self, access: Access, callback_url: str) -> int:
        made = 0
        for entity in self._entities:
            ours = [row for row in await self._known(access, entity) if _same(row, access, callback_url)]
            stale = [row for row in ours if not _of_token(row, access)]
            if len(ours) == len(stale):
                await self._add(access, entity, callback_url)
                made += 1
            for row in stale:
                await self._post(access, SUBSCRIPTION_DROP, {"subscription_id": row.id("subscription_id")})
        return made

    async def _known(self, access: Access, entity: str) -> Sequence[Payload]:
        query = {"app_id": self._app_id, "secret": self._secret.reveal(), "subscribe_entity": entity}

        async def fetch(paging: Mapping[str, str]) -> Payload:
            request = Request(SUBSCRIPTION_LIST, query={**query, **paging})
            return await self._transport.call(request, tenant=access.tto_account_id)

        pages = walk(fetch, SUBSCRIPTION_LIST, size=_PAGE)
        return [row async for page in pages for row in page.each("subscriptions")]

    async def _add(self, access: Access, entity: str, callback_url: str) -> None:
        detail = {"access_token": access.token.reveal(), "tto_tcm_account_id": access.tto_account_id}
        await self._post(
            access,
            SUBSCRIPTION_ADD,
            {"subscribe_entity": entity, "callback_url": callback_url, "subscription_detail": detail},
        )

    async def _post(self, access: Access, endpoint: Endpoint, document: Mapping[str, Any]) -> None:
        whole = {"app_id": self._app_id, "secret": self._secret.reveal(), **document}
        await self._transport.call(Request(endpoint, document=whole), tenant=access.tto_account_id)


def _same(row: Payload, access: Access, callback_url: str) -> bool:
    account = row.inner("subscription_detail").maybe_text("tto_tcm_account_id")
    return row.maybe_text("callback_url") == callback_url and account == access.tto_account_id


def _of_token(row: Payload, access: Access) -> bool:
    """Whether the row was made with this token; rows that do not show theirs are taken for ours."""
    shown = row.inner("subscription_detail").maybe_text("access_token")
    return shown is None or shown == access.token.reveal()
