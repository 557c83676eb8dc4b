"""Categories by name: read from TikTok once a week, and otherwise known."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from creatorport.application.dead_tokens import note_dead_token
from creatorport.application.discovery.answer import AWAY
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.discovery import CategoryLabels
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.categories import Categories
from creatorport.domain.errors import TikTokTokenRejected
from creatorport.domain.ids import WorkspaceId

KNOWN_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Known:
    """The categories, and how many calls it took to know them: one, or none."""

    categories: Categories
    tiktok_calls: int


@dataclass(frozen=True, slots=True)
class KnowCategories:
    """Old ones do while TikTok is away. Raises TikTokError when there are none, and what `access` raises."""

    units: UnitsOfWork
    clock: Clock
    labels: CategoryLabels

    async def __call__(self, workspace_id: WorkspaceId, access: Callable[[], Awaitable[Access]]) -> Known:
        known = await self.kept(workspace_id)
        now = self.clock.now()
        if known is not None and now < known.read_at + KNOWN_FOR:
            return Known(known, 0)
        given = await access()
        try:
            content, industry = await self.labels.read(given)
        except TikTokTokenRejected as error:
            await note_dead_token(self.units, workspace_id, given, error)
            raise
        except AWAY as error:
            if known is None:
                raise
            return Known(known, int(error.sent))
        read = Categories(workspace_id, content, industry, now)
        async with self.units() as uow:
            await uow.categories.put(read)
            await uow.commit()
        return Known(read, 1)

    async def kept(self, workspace_id: WorkspaceId) -> Categories | None:
        """Return what was read before, however old; None where nothing was."""
        async with self.units() as uow:
            return await uow.categories.find(workspace_id)
