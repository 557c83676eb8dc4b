"""Product links on a FakeTikTokOne. They are drafts until a campaign names them; then they are reviewed by hand."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from creatorport.application.ports.product_links import NAME_MAX, NewLink
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.product_link import ProductLink

if TYPE_CHECKING:
    from tests.fakes.tiktok_marketplace import FakeTikTokOne


@dataclass
class FakeProductLinks:
    """`made` holds what was created by id: whose, what, and its state."""

    one: "FakeTikTokOne"
    made: dict[str, tuple[str, NewLink, str]] = field(default_factory=dict)

    def review(self, anchor_id: str, state: str) -> None:
        """TikTok's review comes to this."""
        account, link, _ = self.made[anchor_id]
        self.made[anchor_id] = (account, link, state)

    async def create(self, access: Access, link: NewLink) -> ProductLink:
        async with self.one.troubles.around("product_links.create"):
            self.one.admit("product_links.create", access)
            if not 1 <= len(link.name) <= NAME_MAX:
                raise TikTokRefused("product_links.create", "Invalid value for anchor_name.", tiktok_code="40002")
            number = str(7_900_000_000_000_000_000 + next(self.one.serial))
            self.made[number] = (access.tto_account_id, link, "DRAFT")
            return ProductLink(number, "DRAFT")

    async def find_by_name(self, access: Access, name: str) -> ProductLink | None:
        async with self.one.troubles.around("product_links.find_by_name"):
            self.one.admit("product_links.find_by_name", access)
            for number, (account, link, state) in self.made.items():
                if (account, link.name) == (access.tto_account_id, name):
                    return ProductLink(number, state)
            return None

    async def read(self, access: Access, anchor_id: str) -> ProductLink:
        async with self.one.troubles.around("product_links.read"):
            self.one.admit("product_links.read", access)
            account, _, state = self.made.get(anchor_id, (None, None, ""))
            if account != access.tto_account_id:
                raise TikTokRefused("product_links.read", "The anchor does not exist.", tiktok_code="40007")
            return ProductLink(anchor_id, state)
