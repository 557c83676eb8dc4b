"""Creator search: GET /tto/tcm/creator/discover/ of API for Business."""

from decimal import Decimal

from creatorport.adapters.tiktok.business.marketplace import Marketplace, listed
from creatorport.adapters.tiktok.endpoints import DISCOVER
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import signed_link
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.tiktok_one import Access, CreatorQuery, FoundCreator, FoundPage
from creatorport.domain.creator import Reach


class HttpCreatorSearch:
    """Implements CreatorSearch."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def discover(self, access: Access, query: CreatorQuery, *, page: int, size: int) -> FoundPage:
        asked = {**_query(query), "page": str(page), "page_size": str(size)}
        answer = await self._marketplace.get(access, DISCOVER, asked)
        creators = tuple(_found(row) for row in answer.each("creators"))
        return FoundPage(creators, answer.inner("page_info").whole("total_number"))


def _query(query: CreatorQuery) -> dict[str, str]:
    """Write the query in TikTok's words; what was not asked for is left out."""
    lists = {
        "country_codes": query.country_codes,
        "state_provinces": query.state_provinces,
        "languages": query.languages,
        "content_label_ids": query.content_label_ids,
        "industry_label_ids": query.industry_label_ids,
    }
    single: dict[str, str | float | None] = {
        "keyword_search": query.keyword,
        "min_followers": query.min_followers,
        "max_followers": query.max_followers,
        "min_engagement_rate": query.min_engagement_rate,
        "max_engagement_rate": query.max_engagement_rate,
        "min_median_views": query.min_median_views,
        "max_median_views": query.max_median_views,
        "min_avg_views": query.min_average_views,
        "max_avg_views": query.max_average_views,
        "min_creator_price": _amount(query.min_price),
        "max_creator_price": _amount(query.max_price),
        "creator_price_currency": None if query.min_price is query.max_price is None else "USD",
        "follower_country_code": query.follower_country,
        "follower_gender_ratio": query.follower_gender_ratio,
        "follower_age": query.follower_age,
        "sort_field": query.order.value,
        "sort_order": "ASC" if query.ascending else "DESC",
    }
    written = {name: listed(values) for name, values in lists.items() if values}
    return written | {name: str(value) for name, value in single.items() if value is not None}


def _amount(price: Decimal | None) -> str | None:
    return None if price is None else f"{price:f}"


def _found(row: Payload) -> FoundCreator:
    handle = row.handle("handle_name")
    return FoundCreator(
        handle=handle,
        display_name=row.maybe_text("display_name") or handle.text,
        avatar=signed_link(row.maybe_text("profile_image")),
        reach=Reach(
            followers=row.maybe_whole("followers_count"),
            following=row.maybe_whole("following_count"),
            likes=row.maybe_whole("likes_count"),
            videos=row.maybe_whole("videos_count"),
        ),
    )
