"""What TikTok One publishes of a creator beyond what its search shows, and in which countries they were looked for."""

import math
from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Absence, Pedigree


@dataclass(frozen=True, slots=True)
class Label:
    """One of TikTok's words for what creators make, or for whom. The id is TikTok's; a sub-label extends it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """A creator's page on TikTok One. The rate is a fraction over the last 30 videos; None where TikTok is silent."""

    tiktok_id: str | None
    bio: str | None
    engagement_rate: float | None
    median_views: int | None
    starting_price: Money | None
    content_labels: tuple[Label, ...]
    industry_labels: tuple[Label, ...]
    pedigree: Pedigree

    def __post_init__(self) -> None:
        if self.engagement_rate is not None and not (math.isfinite(self.engagement_rate) and self.engagement_rate >= 0):
            raise InvalidValue("engagementRate", "a rate is a fraction, and never negative")
        if self.median_views is not None and self.median_views < 0:
            raise InvalidValue("medianViews", "a count cannot be negative")

    @property
    def labels(self) -> tuple[Label, ...]:
        return (*self.content_labels, *self.industry_labels)


@dataclass(frozen=True, slots=True)
class Attempt:
    """When a creator's page was last asked for, and why it was not read; without a cause, it was."""

    at: datetime
    cause: Absence | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The countries of the search that found a creator: one of them is theirs. TikTok's rows name none.

    Two searches agree on what they have in common; where that is nothing, the creator moved, and the newer is right.
    """

    countries: frozenset[str]
    pedigree: Pedigree

    def __post_init__(self) -> None:
        if not self.countries:
            raise InvalidValue("countries", "name at least one country")

    def then(self, newer: "Whereabouts") -> "Whereabouts":
        common = self.countries & newer.countries
        return replace(newer, countries=common) if common else newer
