"""Handed-in files in memory: what is known of them, their bytes, and what TikTok offered for posting them."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

from creatorport.domain.errors import MediaTooLarge, NotFound
from creatorport.domain.ids import MediaId, OptionsId, WorkspaceId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.media import Media
from creatorport.domain.publishing.publication import FromMedia, Publication
from creatorport.domain.publishing.states import OPEN, PublicationState
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction

PIECE = 3


class InMemoryMediaShelf:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, media: Media) -> None:
        await self._at.add(_key(media.workspace_id, media.id), media)

    async def save(self, media: Media) -> None:
        await self._at.save(_key(media.workspace_id, media.id), media)

    async def lock(self, workspace_id: WorkspaceId, media_id: MediaId) -> Media:
        key = _key(workspace_id, media_id)
        await self._at.lock(key)
        found = self._at.get(key)
        if not isinstance(found, Media):
            raise NotFound("media", media_id)
        return found

    async def droppable(self, kept_before: datetime, most: int) -> Sequence[Media]:
        kept = self._at.all("media", Media, lambda one: one.dropped_at is None)
        due = [one for one in kept if self._is_droppable(one, kept_before)]
        return sorted(due, key=lambda one: (one.kept_at, one.workspace_id, one.id))[:most]

    def _is_droppable(self, media: Media, kept_before: datetime) -> bool:
        def of_media(one: Publication) -> bool:
            source = one.source
            mine = isinstance(source, FromMedia) and source.media_id == media.id
            return mine and one.workspace_id == media.workspace_id

        made = self._at.all("publication", Publication, of_media)
        if any(one.state in OPEN for one in made):
            return False
        published = [one.settled_at for one in made if one.state is PublicationState.PUBLISHED]
        return media.kept_at < kept_before or any(at is not None and at >= media.kept_at for at in published)


class InMemoryOptionsAnswers:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, answer: OptionsAnswer) -> None:
        await self._at.add(("options", answer.workspace_id, answer.id), answer)

    async def save(self, answer: OptionsAnswer) -> None:
        await self._at.save(("options", answer.workspace_id, answer.id), answer)

    async def lock(self, workspace_id: WorkspaceId, options_id: OptionsId) -> OptionsAnswer | None:
        key = ("options", workspace_id, options_id)
        await self._at.lock(key)
        found = self._at.get(key)
        return found if isinstance(found, OptionsAnswer) else None

    async def forget(self, asked_before: datetime) -> int:
        old = self._at.all("options", OptionsAnswer, lambda one: one.asked_at < asked_before)
        for one in old:
            self._at.remove(("options", one.workspace_id, one.id))
        return len(old)


class InMemoryMediaStore:
    """Implements MediaStore. `kept` are the bytes of whole files."""

    def __init__(self) -> None:
        self.kept: dict[tuple[WorkspaceId, MediaId], bytes] = {}

    async def keep(
        self, workspace_id: WorkspaceId, media_id: MediaId, pieces: AsyncIterator[bytes], *, most: int
    ) -> int:
        whole = bytearray()
        async for piece in pieces:
            whole += piece
            if len(whole) > most:
                raise MediaTooLarge(most)
        self.kept[workspace_id, media_id] = bytes(whole)
        return len(whole)

    async def read(self, workspace_id: WorkspaceId, media_id: MediaId, first: int, last: int) -> AsyncIterator[bytes]:
        if (workspace_id, media_id) not in self.kept:
            raise NotFound("media", media_id)
        part = self.kept[workspace_id, media_id][first : last + 1]
        for start in range(0, len(part), PIECE):
            yield part[start : start + PIECE]

    async def drop(self, workspace_id: WorkspaceId, media_id: MediaId) -> None:
        self.kept.pop((workspace_id, media_id), None)

    async def drop_broken(self, older_than: timedelta) -> int:
        return 0  # it stores whole files or none


def _key(workspace_id: WorkspaceId, media_id: MediaId) -> Key:
    return ("media", workspace_id, media_id)
