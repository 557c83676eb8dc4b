"""The link to a product that TikTok shows on a campaign's videos: how it is to be placed, and what became of it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from creatorport.domain.errors import InvalidValue
from creatorport.domain.product import check_page
from creatorport.domain.texts import text

CATEGORY_MAX = 40
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class LinkPlacement:
    """What TikTok wants to know of a link besides its page: a category of its own, a country, and a picture."""

    category_label_id: str
    country_code: str
    picture_url: str

    def __post_init__(self) -> None:
        text(self.category_label_id, "placement.categoryLabelId", CATEGORY_MAX)
        if not _COUNTRY.fullmatch(self.country_code):
            raise InvalidValue("placement.countryCode", "is not an ISO 3166 code of two capital letters")
        check_page(self.picture_url, "placement.pictureUrl")


class LinkState(StrEnum):
    """How far TikTok's review is. OTHER is a word that we do not know."""

    DRAFT = "DRAFT"
    CREATED = "CREATED"
    IN_REVIEW = "IN_REVIEW"
    APPROVED = "APPROVED"
    REJECTED_BY_AUDIT = "REJECTED_BY_AUDIT"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class ProductLink:
    """A link that TikTok has, under TikTok's id of it. `raw_state` is TikTok's own word."""

    anchor_id: str
    raw_state: str

    @property
    def state(self) -> LinkState:
        return LinkState(self.raw_state) if self.raw_state in LinkState.__members__ else LinkState.OTHER

    @property
    def is_reviewed(self) -> bool:
        return self.state in (LinkState.APPROVED, LinkState.REJECTED_BY_AUDIT)
