"""A creator's numbers, as one view: each with its pedigree, or with the reason why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from creatorport.application.views import CreatorView
from creatorport.domain.pedigree import Absence, Source


class NumberName(StrEnum):
    """What is known of a creator in numbers."""

    FOLLOWERS = "FOLLOWERS"
    FOLLOWING = "FOLLOWING"
    LIKES = "LIKES"
    VIDEOS = "VIDEOS"
    ENGAGEMENT_RATE = "ENGAGEMENT_RATE"
    MEDIAN_VIEWS = "MEDIAN_VIEWS"
    STARTING_PRICE = "STARTING_PRICE"


@dataclass(frozen=True, slots=True)
class CreatorNumber:
    """One number. Null means unknown, never zero; `currency` is there for amounts of money alone."""

    name: NumberName
    value: Decimal | None
    currency: str | None
    absence: Absence | None
    source: Source
    captured_at: datetime | None
    fresh_until: datetime | None


def numbers(creator: CreatorView) -> Sequence[CreatorNumber]:
    """Return all numbers of a creator, in the order of their names."""
    page = creator.public
    price = page.starting_price if page else None
    return [
        _of_reach(creator, NumberName.FOLLOWERS, creator.followers),
        _of_reach(creator, NumberName.FOLLOWING, creator.following),
        _of_reach(creator, NumberName.LIKES, creator.likes),
        _of_reach(creator, NumberName.VIDEOS, creator.videos),
        _of_page(creator, NumberName.ENGAGEMENT_RATE, page.engagement_rate if page else None),
        _of_page(creator, NumberName.MEDIAN_VIEWS, page.median_views if page else None),
        _of_page(
            creator,
            NumberName.STARTING_PRICE,
            price.amount if price else None,
            currency=price.currency if price else None,
        ),
    ]


def _of_reach(creator: CreatorView, name: NumberName, count: int | None) -> CreatorNumber:
    return CreatorNumber(
        name=name,
        value=None if count is None else Decimal(count),
        currency=None,
        absence=Absence.NOT_SUPPORTED if count is None else None,
        source=Source(creator.source),
        captured_at=creator.captured_at,
        fresh_until=creator.fresh_until,
    )


def _of_page(
    creator: CreatorView, name: NumberName, value: float | Decimal | None, *, currency: str | None = None
) -> CreatorNumber:
    page = creator.public
    return CreatorNumber(
        name=name,
        # A rate is written as it was told, digit by digit, not as the nearest binary fraction.
        value=None if value is None else Decimal(str(value)),
        currency=currency,
        absence=None if value is not None else _why(creator),
        source=Source.TIKTOK_ONE_PUBLIC,
        captured_at=page.pedigree.captured_at if page else None,
        fresh_until=page.pedigree.fresh_until if page else None,
    )


def _why(creator: CreatorView) -> Absence:
    if creator.public is not None:
        return Absence.NOT_SUPPORTED
    cause = creator.attempt.cause if creator.attempt else None
    return cause or Absence.NOT_YET
