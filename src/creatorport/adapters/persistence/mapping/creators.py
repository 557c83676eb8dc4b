from typing import Any

from creatorport.adapters.persistence.mapping.discovery import labels_read, labels_written
from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.domain.creator import Creator, ExpiringUrl, Reach
from creatorport.domain.creator_profile import Attempt, PublicFacts, Whereabouts
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Absence, Pedigree, Source

_APART = str.maketrans("._", "  ")


def to_row(creator: Creator) -> CreatorRow:
    public, attempt, place = creator.public, creator.attempt, creator.whereabouts
    price = public.starting_price if public else None
    return CreatorRow(
        workspace_id=creator.workspace_id,
        id=creator.id,
        handle=creator.handle.text,
        handle_key=creator.handle.key,
        display_name=creator.display_name,
        avatar_url=creator.avatar.url if creator.avatar else None,
        avatar_expires_at=creator.avatar.expires_at if creator.avatar else None,
        followers=creator.reach.followers,
        following=creator.reach.following,
        likes=creator.reach.likes,
        videos=creator.reach.videos,
        source=creator.pedigree.source.value,
        captured_at=creator.pedigree.captured_at,
        fresh_until=creator.pedigree.fresh_until,
        found_at=creator.found_at,
        words=words(creator),
        tiktok_id=public.tiktok_id if public else None,
        bio=public.bio if public else None,
        engagement_rate=public.engagement_rate if public else None,
        median_views=public.median_views if public else None,
        price_amount=price.amount if price else None,
        price_currency=price.currency if price else None,
        content_labels=labels_written(public.content_labels) if public else None,
        industry_labels=labels_written(public.industry_labels) if public else None,
        public_at=public.pedigree.captured_at if public else None,
        public_fresh_until=public.pedigree.fresh_until if public else None,
        attempted_at=attempt.at if attempt else None,
        attempt_cause=attempt.cause.value if attempt and attempt.cause else None,
        countries=sorted(place.countries) if place else None,
        countries_at=place.pedigree.captured_at if place else None,
        countries_fresh_until=place.pedigree.fresh_until if place else None,
    )


def from_row(row: CreatorRow) -> Creator:
    return Creator(
        id=CreatorId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        handle=Handle(row.handle, row.handle_key),
        display_name=row.display_name,
        avatar=ExpiringUrl(row.avatar_url, row.avatar_expires_at) if row.avatar_url is not None else None,
        reach=Reach(row.followers, row.following, row.likes, row.videos),
        pedigree=Pedigree(Source(row.source), row.captured_at, row.fresh_until),
        found_at=row.found_at,
        public=public_of(row),
        attempt=attempt_of(row),
        whereabouts=whereabouts_of(row),
    )


def words(creator: Creator) -> str:
    """Return what a search for words looks through: the handle, whole and in its parts, and everything written."""
    handle, public = creator.handle.key, creator.public
    written = [handle, handle.translate(_APART), creator.display_name]
    if public is not None:
        written += [public.bio or "", *(label.name for label in public.labels)]
    return " ".join(written)


def public_of(row: Any) -> PublicFacts | None:
    """Return the public page in a row: of ours, or of a statement that asks for the same columns."""
    if row.public_at is None or row.public_fresh_until is None:
        return None
    price = None
    if row.price_amount is not None and row.price_currency is not None:
        price = Money(row.price_amount, row.price_currency)
    return PublicFacts(
        tiktok_id=row.tiktok_id,
        bio=row.bio,
        engagement_rate=row.engagement_rate,
        median_views=row.median_views,
        starting_price=price,
        content_labels=labels_read(row.content_labels),
        industry_labels=labels_read(row.industry_labels),
        pedigree=Pedigree(Source.TIKTOK_ONE_PUBLIC, row.public_at, row.public_fresh_until),
    )


def attempt_of(row: Any) -> Attempt | None:
    if row.attempted_at is None:
        return None
    return Attempt(row.attempted_at, None if row.attempt_cause is None else Absence(row.attempt_cause))


def whereabouts_of(row: Any) -> Whereabouts | None:
    if not row.countries or row.countries_at is None or row.countries_fresh_until is None:
        return None
    pedigree = Pedigree(Source.TIKTOK_ONE_DISCOVER, row.countries_at, row.countries_fresh_until)
    return Whereabouts(frozenset(row.countries), pedigree)
