"""What TikTok One publishes of a creator, each number with its pedigree; and the countries they were looked for in."""

from collections.abc import Sequence
from datetime import datetime

import strawberry

from creatorport.application.views import CreatorView
from creatorport.domain.creator_profile import Label, PublicFacts
from creatorport.graphql.fields import attribute
from creatorport.graphql.money.types import Money
from creatorport.graphql.performance.metrics import AbsenceReason, Metric, Source
from creatorport.graphql.scalars import BigInt

FORMULA = "tiktok-one-last-30-videos/1"

_VALUE_ABSENT = "Why there is none; null when there is one."
_SOURCE = "Where it is read."
_CAPTURED = "When it was read; null when it never was."
_FRESH = "Until when it counts as fresh; null when it never was read."


@strawberry.type(description="A creator's page on TikTok One as a whole.")
class CreatorPage:
    bio: str | None = attribute("How the creators describe themselves; null where they do not, or while `absence`.")
    tiktok_creator_id: str | None = attribute("The creator's number at TikTok One; null while it was not read.")
    absence: AbsenceReason | None = attribute(
        "Why the page is not known: NOT_YET read, GONE from TikTok One, or ERROR. Null when it is."
    )
    last_failure: AbsenceReason | None = attribute(
        "Why the last attempt came to nothing: GONE or ERROR; what was read before is still shown. Else null."
    )
    attempted_at: datetime | None = attribute("When the page was last asked for; null when it never was.")
    captured_at: datetime | None = attribute(_CAPTURED)
    fresh_until: datetime | None = attribute(_FRESH)


@strawberry.type(description="A rate as TikTok tells it, and where it comes from.")
class ToldRate:
    value: float | None = attribute("The rate as a fraction: 0.0531 is 5.31 %. Null when it is missing.")
    formula: str = attribute(
        "The name and version of what TikTok says it is. `tiktok-one-last-30-videos/1`: engagement by views over the "
        "creator's last 30 videos, computed by TikTok."
    )
    absence: AbsenceReason | None = attribute(_VALUE_ABSENT)
    source: Source = attribute(_SOURCE)
    captured_at: datetime | None = attribute(_CAPTURED)
    fresh_until: datetime | None = attribute(_FRESH)


@strawberry.type(description="A price as TikTok tells it, and where it comes from.")
class ToldPrice:
    value: Money | None = attribute("The price; null when it is missing, which is not the same as nothing to pay.")
    absence: AbsenceReason | None = attribute(_VALUE_ABSENT)
    source: Source = attribute(_SOURCE)
    captured_at: datetime | None = attribute(_CAPTURED)
    fresh_until: datetime | None = attribute(_FRESH)


@strawberry.type(description="One of TikTok's categories.")
class CategoryName:
    id: str = attribute("TikTok's id of it.")
    name: str = attribute("TikTok's word for it; searches take it.")


@strawberry.type(description="The categories that TikTok puts a creator into, and where that comes from.")
class CreatorCategories:
    content: list[CategoryName] = attribute("What the creator's videos are about; empty while `absence`.")
    industry: list[CategoryName] = attribute("The industries that they suit; empty while `absence`.")
    absence: AbsenceReason | None = attribute("Why none are known; null when TikTok was asked and answered.")
    source: Source = attribute(_SOURCE)
    captured_at: datetime | None = attribute(_CAPTURED)
    fresh_until: datetime | None = attribute(_FRESH)


@strawberry.type(
    description="Where a creator is, as far as it is known. TikTok's rows name no country: it is known by the search "
    "that found the creator."
)
class CreatorCountries:
    codes: list[str] = attribute(
        "ISO 3166 codes of the countries that the search asked for: one of them is the creator's. A single one is it."
    )
    absence: AbsenceReason | None = attribute("NOT_YET while no search by country found the creator; else null.")
    source: Source = attribute(_SOURCE)
    captured_at: datetime | None = attribute("When the search was made; null when there was none.")
    fresh_until: datetime | None = attribute(_FRESH)


def page_of(creator: CreatorView) -> CreatorPage:
    page, attempt = creator.public, creator.attempt
    cause = attempt.cause if attempt else None
    return CreatorPage(
        bio=page.bio if page else None,
        tiktok_creator_id=page.tiktok_id if page else None,
        absence=_absent(creator),
        last_failure=AbsenceReason(cause.value) if cause else None,
        attempted_at=attempt.at if attempt else None,
        captured_at=_captured(page),
        fresh_until=_fresh(page),
    )


def rate_of(creator: CreatorView) -> ToldRate:
    value = creator.public.engagement_rate if creator.public else None
    return ToldRate(
        value=value,
        formula=FORMULA,
        absence=None if value is not None else _absent(creator) or AbsenceReason.NOT_SUPPORTED,
        source=Source.TIKTOK_ONE_PUBLIC,
        captured_at=_captured(creator.public),
        fresh_until=_fresh(creator.public),
    )


def views_of(creator: CreatorView) -> Metric:
    value = creator.public.median_views if creator.public else None
    missing = _absent(creator) or AbsenceReason.NOT_SUPPORTED
    return Metric(
        value=None if value is None else BigInt(value),
        absence=missing if value is None else None,
        source=Source.TIKTOK_ONE_PUBLIC,
        captured_at=_captured(creator.public),
        fresh_until=_fresh(creator.public),
    )


def price_of(creator: CreatorView) -> ToldPrice:
    price = creator.public.starting_price if creator.public else None
    return ToldPrice(
        value=None if price is None else Money(amount=price.amount, currency=price.currency),
        absence=None if price is not None else _absent(creator) or AbsenceReason.NOT_SUPPORTED,
        source=Source.TIKTOK_ONE_PUBLIC,
        captured_at=_captured(creator.public),
        fresh_until=_fresh(creator.public),
    )


def categories_of(creator: CreatorView) -> CreatorCategories:
    page = creator.public
    return CreatorCategories(
        content=_names(page.content_labels if page else ()),
        industry=_names(page.industry_labels if page else ()),
        absence=_absent(creator),
        source=Source.TIKTOK_ONE_PUBLIC,
        captured_at=_captured(page),
        fresh_until=_fresh(page),
    )


def countries_of(creator: CreatorView) -> CreatorCountries:
    place = creator.whereabouts
    return CreatorCountries(
        codes=sorted(place.countries) if place else [],
        absence=None if place else AbsenceReason.NOT_YET,
        source=Source.TIKTOK_ONE_DISCOVER,
        captured_at=place.pedigree.captured_at if place else None,
        fresh_until=place.pedigree.fresh_until if place else None,
    )


def _absent(creator: CreatorView) -> AbsenceReason | None:
    """Why there is no page; None where there is one."""
    if creator.public is not None:
        return None
    cause = creator.attempt.cause if creator.attempt else None
    return AbsenceReason.NOT_YET if cause is None else AbsenceReason(cause.value)


def _captured(page: PublicFacts | None) -> datetime | None:
    return page.pedigree.captured_at if page else None


def _fresh(page: PublicFacts | None) -> datetime | None:
    return page.pedigree.fresh_until if page else None


def _names(labels: Sequence[Label]) -> list[CategoryName]:
    return [CategoryName(id=label.id, name=label.name) for label in labels]
