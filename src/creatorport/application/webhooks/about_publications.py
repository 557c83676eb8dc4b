"""News of what was published: they come late, repeatedly, and in any order."""

from datetime import datetime, timedelta

from creatorport.application.ports.notices import PublicationTold
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.publishing.publication import FromUrl, Publication
from creatorport.domain.publishing.troubles import trouble_of

_FETCHED_WITHIN = timedelta(hours=2)
"""TikTok fetches a video for an hour at most, and then works on it."""


async def hear_publication(uow: UnitOfWork, notice: PublicationTold, now: datetime) -> str:
    found = [one for one in await uow.publications.known_as(notice.publish_id) if one.creator == notice.open_id]
    if not found:
        found = await _without_handle(uow, notice, now)
    heard = 0
    for one in found:
        told = _told(one, notice, now)
        if told is not one:
            await uow.publications.save(told)
            heard += 1
    return f"{notice.verdict} for {heard} publications"


async def _without_handle(uow: UnitOfWork, notice: PublicationTold, now: datetime) -> list[Publication]:
    """Find whose answer was lost: where TikTok fetched the video itself, and only one can be meant.

    An upload whose answer was lost has come to nothing, so that no news of a post are of it.
    """

    def may_be_meant(one: Publication) -> bool:
        began = one.started_at
        if began is None or not isinstance(one.source, FromUrl):
            return False
        return began <= notice.at + timedelta(seconds=1) <= began + _FETCHED_WITHIN

    nameless = [one for one in await uow.publications.nameless_of(notice.open_id) if may_be_meant(one)]
    return [one.take(notice.publish_id, None, now) for one in nameless] if len(nameless) == 1 else []


def _told(one: Publication, notice: PublicationTold, now: datetime) -> Publication:
    if notice.verdict == "failed":
        return one.fail(trouble_of(notice.reason or "internal"), now)
    return one.publish((notice.post_id,) if notice.post_id else (), now)
