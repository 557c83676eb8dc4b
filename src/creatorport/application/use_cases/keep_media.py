from collections.abc import AsyncIterator
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.media_store import MediaStore
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import MediaNotTaken, MediaTooLarge
from creatorport.domain.ids import MediaId
from creatorport.domain.publishing.media import ENOUGH_TO_TELL, Media, kind_of
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class KeepMediaCommand:
    """`declared` is how many bytes the sender says that there are, where they do."""

    member: Member
    pieces: AsyncIterator[bytes]
    declared: int | None = None


@dataclass(frozen=True, slots=True)
class KeepMedia:
    """Take a video in as it streams, and keep it until it is published.

    Raises NotAllowed, MediaNotTaken, MediaTooLarge; then nothing is kept.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    store: MediaStore
    most: int

    async def __call__(self, command: KeepMediaCommand) -> Media:
        member = command.member
        authorize(member, Action.PUBLISH_VIDEOS)
        if command.declared is not None and command.declared > self.most:
            raise MediaTooLarge(self.most)
        beginning = await _beginning(command.pieces)
        kind = kind_of(beginning)
        if kind is None:
            raise MediaNotTaken
        media_id = MediaId(self.identities.new())
        whole = _whole(beginning, command.pieces)
        size = await self.store.keep(member.workspace_id, media_id, whole, most=self.most)
        media = Media(media_id, member.workspace_id, member.id, kind, size, self.clock.now())
        try:
            async with self.units() as uow:
                await uow.media.add(media)
                await uow.commit()
        except BaseException:
            await self.store.drop(member.workspace_id, media_id)
            raise
        return media


async def _beginning(pieces: AsyncIterator[bytes]) -> bytes:
    """Take as much as tells what the file is."""
    beginning = b""
    async for piece in pieces:
        beginning += piece
        if len(beginning) >= ENOUGH_TO_TELL:
            break
    return beginning


async def _whole(beginning: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield beginning
    async for piece in rest:
        yield piece
