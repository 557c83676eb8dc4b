"""What each section of the insights tells of itself, and of whom an audience is made."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry

from creatorport.application.insight_views import AudienceView, DistributionView, Section
from creatorport.domain.insights.audience import Dimension, Share
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.performance.metrics import AbsenceReason, Source


@strawberry.type(description="Where something comes from, how old it is, and where there is nothing, why.")
class InsightOrigin:
    source: Source = derived(lambda section: Source(section.source), "Where it is read.")
    captured_at: datetime | None = attribute("When it was read, last; null when nothing was.")
    fresh_until: datetime | None = attribute(
        "Until when it counts as fresh, and is not read again; null where nothing was read, or it ends with no time."
    )
    absence: AbsenceReason | None = derived(
        lambda section: None if section.absence is None else AbsenceReason(section.absence.value),
        "Why there is nothing; null when there is something.",
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, Section)


@strawberry.type(description="A part of an audience.", name="AudienceShare")
class AudienceShare:
    key: str = attribute("Which part, in TikTok's words.")
    fraction: float = attribute("How much of the whole, from 0 to 1.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, Share)


@strawberry.type(
    description="An audience by one dimension. TikTok may tell the largest parts only: they need not add up to 1."
)
class AudienceDistribution:
    origin: InsightOrigin = derived(lambda one: one.section, "Where it comes from, or why there is none.")
    shares: list[AudienceShare] | None = derived(
        lambda one: list(one.shares) if one.section.absence is None else None,
        "The parts, the largest first; null where nothing is known, see `origin`.",
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, DistributionView)


def _by(dimension: Dimension) -> Callable[[AudienceView], Any]:
    return lambda audience: audience.distributions[dimension]


@strawberry.type(
    description="Of whom an audience is made: followers, or where the source is a report, those who watched."
)
class AudienceInsights:
    genders: AudienceDistribution = derived(_by(Dimension.GENDER), "FEMALE, MALE, OTHER, UNKNOWN.")
    ages: AudienceDistribution = derived(_by(Dimension.AGE), "Age groups, such as `25-34` and `55+`.")
    countries: AudienceDistribution = derived(_by(Dimension.COUNTRY), "Countries, by their ISO codes.")
    cities: AudienceDistribution = derived(_by(Dimension.CITY), "Cities, as TikTok writes them.")
    devices: AudienceDistribution = derived(
        _by(Dimension.DEVICE), "APPLE, SAMSUNG, …; where the source is a report, ANDROID and IOS."
    )
    activity: AudienceDistribution = derived(_by(Dimension.USAGE), "ACTIVE and INACTIVE followers.")
    interests: AudienceDistribution = derived(_by(Dimension.INTEREST), "TikTok's ids of interest categories.")
    locales: AudienceDistribution = derived(_by(Dimension.LOCALE), "States of the United States.")
    languages: AudienceDistribution = derived(_by(Dimension.LANGUAGE), "Languages, by their ISO codes.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, AudienceView)
