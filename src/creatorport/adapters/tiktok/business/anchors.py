"""Web anchors: the documented place for a product's link on a campaign (API for Business, /tto/tcm/anchor/)."""

from typing import Any

from creatorport.adapters.tiktok.business.marketplace import Marketplace, listed
from creatorport.adapters.tiktok.endpoints import ANCHOR_CREATE, ANCHOR_LIST
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.product_links import NewLink
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.product_link import LinkState, ProductLink

_PAGE = 50
_ABSENT = "40007"


class HttpAnchors:
    """Implements ProductLinks. Pictures are given by URL; what the button says is always the same."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def create(self, access: Access, link: NewLink) -> ProductLink:
        document: dict[str, Any] = {
            "anchor_type": "WEB_ANCHOR",
            "anchor_sub_type": "DESTINATION",
            "category_label_id": link.placement.category_label_id,
            "country_code": link.placement.country_code,
            "call_to_action": {"landing_page_url": link.page},
            "anchor_title": "LEARN_MORE",
            "anchor_name": link.name,
            "upload_type": "UPLOAD_BY_URL",
            "thumbnail_url": link.placement.picture_url,
        }
        return _link(await self._marketplace.post(access, ANCHOR_CREATE, document))

    async def find_by_name(self, access: Access, name: str) -> ProductLink | None:
        async for page in self._marketplace.pages(access, ANCHOR_LIST, {}, size=_PAGE):
            for row in page.each("anchors"):
                if row.maybe_text("anchor_name") == name:
                    return _link(row)
        return None

    async def read(self, access: Access, anchor_id: str) -> ProductLink:
        answer = await self._marketplace.get(access, ANCHOR_LIST, {"anchor_ids": listed([anchor_id])})
        for row in answer.each("anchors"):
            if row.id("anchor_id") == anchor_id:
                return _link(row)
        raise TikTokRefused(ANCHOR_LIST.name, "there is no such anchor", tiktok_code=_ABSENT, log_id=answer.log_id)


def _link(row: Payload) -> ProductLink:
    row.word("status", LinkState.OTHER)  # which one it is, a link tells by itself; here it is counted if unknown
    return ProductLink(row.id("anchor_id"), row.text("status"))
