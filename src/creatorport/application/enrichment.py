"""Reading creators' public pages, and what becomes of each reading. One call to TikTok per creator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.creator_pages import CreatorPage, CreatorPages
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.creator import Creator
from creatorport.domain.creator_profile import PublicFacts
from creatorport.domain.errors import TikTokAnswerLost, TikTokError
from creatorport.domain.pedigree import Absence, Pedigree, Source


@dataclass(frozen=True, slots=True)
class Enriched:
    """What came of it: creators as they are known now, and what stopped the reading before its end."""

    creators: tuple[Creator, ...]
    stopped: TikTokError | None = None


@dataclass(frozen=True, slots=True)
class Enrich:
    """Reads pages one after the other, and keeps what was read, however far it came.

    An answer that makes no sense is that creator's trouble, and noted. Any other error would be the next one's too: it
    stops the reading, and leaves what was known as it is.
    """

    units: UnitsOfWork
    clock: Clock
    pages: CreatorPages
    fresh_for: timedelta

    async def __call__(self, access: Access, creators: Iterable[Creator]) -> Enriched:
        read: list[Creator] = []
        stopped: TikTokError | None = None
        for creator in creators:
            try:
                read.append(await self._read(access, creator))
            except TikTokError as error:
                stopped = error
                break
        if not read:
            return Enriched((), stopped)
        async with self.units() as uow:
            stored = await uow.creators.put(read)
            await uow.commit()
        return Enriched(tuple(stored[one.handle] for one in read), stopped)

    async def _read(self, access: Access, creator: Creator) -> Creator:
        try:
            page = await self.pages.read(access, creator.handle)
        except TikTokAnswerLost:
            return creator.not_read(Absence.ERROR, self.clock.now())
        now = self.clock.now()
        return creator.not_read(Absence.GONE, now) if page is None else self._taken(creator, page, now)

    def _taken(self, creator: Creator, page: CreatorPage, now: datetime) -> Creator:
        pedigree = Pedigree(Source.TIKTOK_ONE_PUBLIC, now, now + self.fresh_for)
        facts = PublicFacts(
            page.tiktok_id,
            page.bio,
            page.engagement_rate,
            page.median_views,
            page.starting_price,
            page.content_labels,
            page.industry_labels,
            pedigree,
        )
        seen = creator.seen_again(
            display_name=page.display_name, avatar=page.avatar, reach=page.reach, pedigree=pedigree
        )
        return seen.read(facts)
