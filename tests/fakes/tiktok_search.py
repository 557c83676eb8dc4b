"""Creator search over the creators of a marketplace in memory."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Protocol

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_one import Access, CreatorOrder, CreatorQuery, FoundCreator, FoundPage
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handle import Handle
from tests.fakes.tiktok_troubles import Troubles

# As in the simulator, though it knows nothing of it.
REGIONS = (frozenset({"US", "CA"}), frozenset({"GB", "IE", "DE", "FR"}))


@dataclass(frozen=True)
class MarketCreator:
    """A creator who is on TikTok One."""

    handle: Handle
    display_name: str
    country: str = "US"
    state: str | None = None
    language: str = "en"
    followers: int = 10_000
    engagement_rate: float = 0.05
    median_views: int = 5_000
    average_views: int = 6_000
    price: int | None = 500
    bio: str | None = "lamps at dusk"
    labels: frozenset[str] = frozenset()


class SearchedMarket(Protocol):
    """What the search needs of the marketplace."""

    clock: Clock
    troubles: Troubles
    creators: dict[Handle, MarketCreator]

    def admit(self, call: str, access: Access) -> None: ...


@dataclass
class FakeCreatorSearch:
    one: SearchedMarket

    async def discover(self, access: Access, query: CreatorQuery, *, page: int, size: int) -> FoundPage:
        async with self.one.troubles.around("search.discover"):
            self.one.admit("search.discover", access)
            if page < 1 or not 1 <= size <= 200 or not _is_one_region(query.country_codes):
                raise TikTokRefused("search.discover", "Invalid value.", tiktok_code="40002")
            found = [creator for creator in self.one.creators.values() if _fits(creator, query)]
            found.sort(key=lambda creator: creator.handle.key)
            if query.order is not CreatorOrder.RELEVANCE:
                measure = query.order.value.lower()
                found.sort(key=lambda creator: getattr(creator, measure), reverse=not query.ascending)
            shown = found[(page - 1) * size : page * size]
            return FoundPage(tuple(self._row(creator) for creator in shown), len(found))

    def _row(self, creator: MarketCreator) -> FoundCreator:
        avatar = ExpiringUrl(f"https://cdn.test/{creator.handle}.webp", self.one.clock.now() + timedelta(days=7))
        reach = Reach(creator.followers, 231, creator.followers * 30, 803)
        return FoundCreator(creator.handle, creator.display_name, avatar, reach)


def _is_one_region(countries: tuple[str, ...]) -> bool:
    return len(countries) == 1 or (bool(countries) and any(set(countries) <= group for group in REGIONS))


def _fits(creator: MarketCreator, query: CreatorQuery) -> bool:
    text = f"{creator.handle} {creator.display_name}".casefold()
    labels = frozenset((*query.content_label_ids, *query.industry_label_ids))
    return (
        creator.country in query.country_codes
        and (not query.state_provinces or creator.state in query.state_provinces)
        and (query.keyword is None or query.keyword.casefold() in text)
        and (not query.languages or creator.language in query.languages)
        and (not labels or bool(labels & creator.labels))
        and _within(creator.followers, query.min_followers, query.max_followers)
        and _within(creator.engagement_rate, query.min_engagement_rate, query.max_engagement_rate)
        and _within(creator.median_views, query.min_median_views, query.max_median_views)
        and _within(creator.average_views, query.min_average_views, query.max_average_views)
        and _within(creator.price, query.min_price, query.max_price)
    )


def _within(value: float | None, low: float | Decimal | None, high: float | Decimal | None) -> bool:
    if value is None:
        return low is high is None
    return (low is None or value >= low) and (high is None or value <= high)
