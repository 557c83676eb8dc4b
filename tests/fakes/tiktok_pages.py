"""Public pages of the creators of a marketplace in memory."""

from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.ports.creator_pages import CreatorPage
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.creator_profile import Label
from creatorport.domain.handle import Handle
from creatorport.domain.money import Money
from tests.fakes.tiktok_search import SearchedMarket


@dataclass
class FakeCreatorPages:
    one: SearchedMarket

    async def read(self, access: Access, handle: Handle) -> CreatorPage | None:
        async with self.one.troubles.around("pages.read"):
            self.one.admit("pages.read", access)
            creator = self.one.creators.get(handle)
            if creator is None:
                return None
            return CreatorPage(
                handle=creator.handle,
                display_name=creator.display_name,
                avatar=ExpiringUrl(f"https://cdn.test/{creator.handle}.webp", self.one.clock.now() + timedelta(days=7)),
                reach=Reach(creator.followers, 231, creator.followers * 30, 803),
                tiktok_id="6900000000000000101",
                bio=creator.bio,
                engagement_rate=creator.engagement_rate,
                median_views=creator.median_views,
                starting_price=None if creator.price is None else Money.of(creator.price, "USD"),
                content_labels=tuple(Label(one, f"Label {one}") for one in sorted(creator.labels)),
                industry_labels=(),
            )


LABELS = (
    (
        Label("11002002", "Beauty Tutorials & Tips"),
        Label("11004004", "Dance"),
        Label("11005001", "Video Games"),
        Label("11005001007", "Shooting Games"),
    ),
    (Label("14000000000", "Beauty & Personal Care"), Label("25000000000", "Games")),
)


@dataclass
class FakeCategoryLabels:
    one: SearchedMarket

    async def read(self, access: Access) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
        async with self.one.troubles.around("labels.read"):
            self.one.admit("labels.read", access)
            return LABELS
