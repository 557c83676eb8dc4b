from dataclasses import dataclass

from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.ports.media_store import MediaStore
from creatorport.application.ports.tiktok_posting import VideoUploads
from creatorport.application.publishing.asking import AskTikTok
from creatorport.application.publishing.keeping import Keep
from creatorport.domain.errors import FixableBy, NotFound, TikTokError, TikTokRefused
from creatorport.domain.publishing.publication import FromMedia, Publication
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import Trouble, TroubleCode
from creatorport.domain.publishing.upload_plan import Chunk

_AT_ONCE = 20
"""Chunks, of one run of a job: an hour's upload must not keep a worker from everything else."""


@dataclass(frozen=True, slots=True)
class UploadBytes:
    """Send what TikTok lacks of a video, chunk by chunk; what it has is noted after each.

    A chunk that does not get through is tried again after a pause. When TikTok expects other bytes than ours, or the
    address takes none any more, TikTok is asked how far it is.
    """

    keep: Keep
    uploads: VideoUploads
    store: MediaStore
    ask: AskTikTok

    async def __call__(self, publication: Publication) -> Publication | None:
        """Return the publication as it is after that."""
        for _ in range(_AT_ONCE):
            if publication.state is not PublicationState.UPLOADING:
                return publication
            went_on = await self._next_chunk(publication)
            if went_on is None:
                return None
            publication = went_on
        await self._make_way(publication)
        return None

    async def _next_chunk(self, publication: Publication) -> Publication | None:
        now = self.keep.clock.now()
        plan, upload, source = publication.plan, publication.upload, publication.source
        if plan is None or upload is None or not isinstance(source, FromMedia):
            raise TypeError(f"the publication {publication.id} uploads nothing")
        chunk = next(plan.after(upload.sent), None)
        if chunk is None:
            return await self.keep(publication, lambda one: one.have_sent(plan.total, now))
        if now >= upload.ends_at:
            return await self.ask(publication)
        try:
            pieces = self.store.read(publication.workspace_id, source.media_id, chunk.first, chunk.last)
            taken = await self.uploads.send(upload.url, chunk, source.kind, pieces)
        except NotFound:
            words = "The file that was handed in is not here any more. Hand it in again."
            gone = Trouble(TroubleCode.MEDIA_GONE, words, FixableBy.CALLER)
            return await self.keep(publication, lambda one: one.fail(gone, now))
        except TikTokRefused:
            return await self.ask(publication, upload_is_over=True)
        except TikTokError as error:
            await self._falter(publication, error.message)
            return None
        return await self._sent(publication, chunk) if taken else await self._fall_into_step(publication)

    async def _sent(self, publication: Publication, chunk: Chunk) -> Publication:
        return await self.keep(publication, lambda one: one.have_sent(chunk.last + 1, self.keep.clock.now()))

    async def _fall_into_step(self, publication: Publication) -> Publication | None:
        """Go on where TikTok is; or pause, where it says that it is where we are and still wants other bytes."""
        went_on = await self.ask(publication)
        if went_on is None or went_on.upload != publication.upload:
            return went_on
        await self._falter(went_on, "TikTok expects other bytes, and does not say which")
        return None

    async def _make_way(self, publication: Publication) -> None:
        """Let others have a turn at the worker, and go on after them."""
        async with self.keep.units() as uow:
            await uow.jobs.defer(DrivePublication(publication.workspace_id, publication.id))
            await uow.commit()

    async def _falter(self, publication: Publication, why: str) -> None:
        away = Trouble(TroubleCode.TIKTOK_AWAY, why, FixableBy.NOBODY)
        await self.keep(publication, lambda one: one.falter(away, self.keep.clock.now()))
