"""Links to products on a campaign's videos: TikTok's web anchors (API for Business, /tto/tcm/anchor/)."""

from dataclasses import dataclass
from typing import Protocol

from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.product_link import LinkPlacement, ProductLink

NAME_MAX = 32
"""The longest name of an anchor that TikTok takes."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to create. `name` carries our reference, by which it is found again."""

    name: str
    page: str
    placement: LinkPlacement


class ProductLinks(Protocol):
    """Every method raises TikTokError."""

    async def create(self, access: Access, link: NewLink) -> ProductLink: ...

    async def find_by_name(self, access: Access, name: str) -> ProductLink | None:
        """Look through all links of the account for one of exactly this name."""
        ...

    async def read(self, access: Access, anchor_id: str) -> ProductLink:
        """Raises TikTokRefused where there is none of this id."""
        ...
