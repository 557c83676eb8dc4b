"""What the marketplace's adapters share: calls on behalf of one TikTok One account, and walks over all pages."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import Any

from creatorport.adapters.tiktok.endpoints import Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import TikTokAnswerLost

MOST_PAGES = 2_000
"""No walk goes on for ever. A walk cut short would lie about what does not exist, so it fails instead."""


class Marketplace:
    """Calls the marketplace for an account. The token goes into a bare `Access-Token` header."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(
        self, access: Access, endpoint: Endpoint, query: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Payload:
        request = Request(
            endpoint,
            query={"tto_tcm_account_id": access.tto_account_id, **query},
            headers={**_token(access), **(headers or {})},
        )
        return await self._transport.call(request, tenant=access.tto_account_id)

    async def post(self, access: Access, endpoint: Endpoint, document: Mapping[str, Any]) -> Payload:
        request = Request(
            endpoint,
            document={"tto_tcm_account_id": access.tto_account_id, **document},
            headers=_token(access),
        )
        return await self._transport.call(request, tenant=access.tto_account_id)

    async def pages(
        self,
        access: Access,
        endpoint: Endpoint,
        query: Mapping[str, str],
        *,
        size: int,
        headers: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Payload]:
        """Yield every page of a list of the account."""

        async def fetch(paging: Mapping[str, str]) -> Payload:
            return await self.get(access, endpoint, {**query, **paging}, headers)

        async for page in walk(fetch, endpoint, size=size):
            yield page


async def walk(
    fetch: Callable[[Mapping[str, str]], Awaitable[Payload]], endpoint: Endpoint, *, size: int
) -> AsyncIterator[Payload]:
    """Yield every page of a list, until TikTok's own count of pages is reached."""
    for page in range(1, MOST_PAGES + 1):
        answer = await fetch({"page": str(page), "page_size": str(size)})
        yield answer
        if page >= _last_page(answer, size):
            return
    raise TikTokAnswerLost(endpoint.name, f"more than {MOST_PAGES} pages")


def listed(values: Iterable[str]) -> str:
    """Write a list as TikTok wants it in a query: as JSON text, not as a repeated key."""
    return json.dumps(list(values), ensure_ascii=False)


def _token(access: Access) -> dict[str, str]:
    return {"Access-Token": access.token.reveal()}


def _last_page(answer: Payload, size: int) -> int:
    """Return the number of the last page. Some lists count their pages, others only their rows."""
    paging = answer.inner("page_info")
    pages = paging.maybe_whole("total_page")
    if pages is not None:
        return pages
    rows = paging.maybe_whole("total_number")
    return -(-(paging.whole("total_size") if rows is None else rows) // size)
