from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.media_store import MediaStore
from creatorport.application.ports.unit_of_work import UnitsOfWork

_AT_ONCE = 50
_ANSWERS_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class DropMedia:
    """Delete the files that nobody needs any more, and forget what TikTok offered long ago."""

    units: UnitsOfWork
    clock: Clock
    store: MediaStore
    kept_for: timedelta

    async def __call__(self) -> int:
        """Return how many files were deleted."""
        now = self.clock.now()
        await self.store.drop_broken(self.kept_for)
        async with self.units() as uow:
            found = await uow.media.droppable(now - self.kept_for, _AT_ONCE)
            for media in found:
                await self.store.drop(media.workspace_id, media.id)
                await uow.media.save(media.drop(now))
            await uow.options.forget(now - _ANSWERS_FOR)
            await uow.commit()
        return len(found)
