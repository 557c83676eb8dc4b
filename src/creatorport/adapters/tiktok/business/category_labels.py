"""Labels to search by: GET /tto/tcm/category/label/ of API for Business."""

from creatorport.adapters.tiktok.business.creator_pages import labels
from creatorport.adapters.tiktok.business.marketplace import Marketplace
from creatorport.adapters.tiktok.endpoints import CATEGORY_LABELS
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.creator_profile import Label


class HttpCategoryLabels:
    """Implements CategoryLabels."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def read(self, access: Access) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
        answer = await self._marketplace.get(access, CATEGORY_LABELS, {"label_type": "SEARCH"})
        return labels(answer, "content_labels"), labels(answer, "industry_labels")
