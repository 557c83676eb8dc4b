"""Creators as the score sees them: what is not known stays unknown."""

from fractions import Fraction

from creatorport.application.ports.match_reads import LastPost, Viewers
from creatorport.application.views import CreatorView
from creatorport.domain.match.facts import Candidate, Known, Wanted


def share(viewers: Viewers | None, wanted: Wanted) -> Known[Fraction] | None:
    """Return which part of the viewers lives where they are wanted. Only the largest countries are told."""
    if viewers is None or not viewers.countries:
        return None
    there = sum(
        (Fraction(str(part)) for code, part in viewers.countries.items() if code in wanted.countries), Fraction(0)
    )
    return Known(min(Fraction(1), there), viewers.read_at)


def candidate(creator: CreatorView, last_post: LastPost | None, audience: Known[Fraction] | None = None) -> Candidate:
    """Return what the score needs of a creator."""
    page, place = creator.public, creator.whereabouts
    read_at = page.pedigree.captured_at if page else None
    rate, price = (page.engagement_rate, page.starting_price) if page else (None, None)
    return Candidate(
        creator_id=creator.id,
        followers=None if creator.followers is None else Known(creator.followers, creator.captured_at),
        engagement_rate=None if rate is None or read_at is None else Known(Fraction(str(rate)), read_at),
        price=None if price is None or read_at is None else Known(price, read_at),
        categories=None if page is None or read_at is None else Known(_names(creator), read_at),
        audience=audience,
        countries=None if place is None else Known(place.countries, place.pedigree.captured_at),
        last_post=None if last_post is None else Known(last_post.published_at, last_post.read_at),
    )


def _names(creator: CreatorView) -> frozenset[str]:
    labels = creator.public.labels if creator.public else ()
    return frozenset(label.name.casefold() for label in labels)
