"""Walking on along TikTok's lists, call by call, until a page is whole."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from creatorport.application.dead_tokens import note_dead_token
from creatorport.application.discovery.answer import AWAY
from creatorport.application.discovery.categories import KnowCategories
from creatorport.application.discovery.keeping import KeepFound
from creatorport.application.discovery.question import Question, to_wire
from creatorport.application.ports.leases import Leases
from creatorport.application.ports.tiktok_one import Access, CreatorSearch
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import TikTokError, TikTokTokenRejected
from creatorport.domain.found_list import FoundList

MOST_CALLS: Final = 20
"""For one page, whatever TikTok's list does meanwhile. The page is then shorter, and the next goes on."""


@dataclass(frozen=True, slots=True)
class Walked:
    """How far the list came, by how many steps and calls, how many were not needed, and what stopped it."""

    found: FoundList
    steps: int = 0
    tiktok_calls: int = 0
    saved_calls: int = 0
    stopped: TikTokError | None = None


@dataclass(frozen=True, slots=True)
class WalkOn:
    """Walks one at a time along each list. Each call's creators and places are kept at once, however it goes on.

    Raises InvalidValue for an unknown category, what `access` raises, and TikTokError that does not pass by itself.
    """

    units: UnitsOfWork
    leases: Leases
    search: CreatorSearch
    categories: KnowCategories
    keep: KeepFound

    async def __call__(
        self, found: FoundList, question: Question, until: int, access: Callable[[], Awaitable[Access]]
    ) -> Walked:
        if _is_whole(found, until):
            return Walked(found)
        if not found.calls:  # nobody else knows of it yet
            return await self._walk(found, question, until, access)
        async with self.leases.hold(f"found-list:{found.id}"):
            return await self._walk(await self._newest(found), question, until, access)

    async def _walk(
        self, found: FoundList, question: Question, until: int, access: Callable[[], Awaitable[Access]]
    ) -> Walked:
        walked = Walked(found)
        try:
            content, industry, walked = await self._labels(walked, question, access)
            while not _is_whole(walked.found, until) and walked.tiktok_calls < MOST_CALLS:
                which = walked.found.merged().waits_for
                if which is None:
                    break
                walk = walked.found.walks[which]
                window = walk.window()
                wire = to_wire(question, walk.countries, content, industry)
                given = await access()
                try:
                    page = await self.search.discover(given, wire, page=window.page, size=window.size)
                except TikTokTokenRejected as error:
                    await note_dead_token(self.units, found.workspace_id, given, error)
                    raise
                walked = replace(walked, tiktok_calls=walked.tiktok_calls + 1)
                async with self.units() as uow:
                    kept = await self.keep(uow, found.workspace_id, page.creators, walk.countries)
                    rows = [(one.id, one.reach.followers if question.by_key else None) for one in kept]
                    further = walked.found.walked(which, window, rows, page.total)
                    await (uow.found_lists.save(further) if walked.found.calls else uow.found_lists.add(further))
                    await uow.commit()
                # What was saved has the next version.
                saved = replace(further, version=further.version + 1) if walked.found.calls else further
                walked = replace(walked, found=saved, steps=walked.steps + 1)
        except AWAY as error:
            return replace(walked, stopped=error, tiktok_calls=walked.tiktok_calls + int(error.sent))
        return walked

    async def _labels(
        self, walked: Walked, question: Question, access: Callable[[], Awaitable[Access]]
    ) -> tuple[tuple[str, ...], tuple[str, ...], Walked]:
        if not question.has_categories:
            return (), (), walked
        known = await self.categories(walked.found.workspace_id, access)
        content = known.categories.content_ids(question.content_categories, "contentCategories")
        industry = known.categories.industry_ids(question.industry_categories, "industryCategories")
        saved = 1 - known.tiktok_calls
        return content, industry, replace(walked, tiktok_calls=known.tiktok_calls, saved_calls=saved)

    async def _newest(self, found: FoundList) -> FoundList:
        """Return the list as it is by now: somebody may have walked on while we waited."""
        async with self.units() as uow:
            return await uow.found_lists.find(found.workspace_id, found.id) or found


def _is_whole(found: FoundList, until: int) -> bool:
    merged = found.merged()
    return merged.waits_for is None or len(merged.places) >= until
