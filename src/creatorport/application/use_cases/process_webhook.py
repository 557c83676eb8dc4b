from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.inbox import Stored
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.application.ports.notices import (
    AccountVideosChanged,
    AuthorizationRemoved,
    CampaignVideoChanged,
    CommentChanged,
    InvitationAnswered,
    MilestoneCrossed,
    Noted,
    Notice,
    PublicationTold,
    Unrecognised,
    WebhookReader,
)
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.syncing.begin import BeginSync
from creatorport.application.webhooks.about_accounts import hear_comment, remove_authorization, sync_videos
from creatorport.application.webhooks.about_campaigns import CampaignNews
from creatorport.application.webhooks.about_publications import hear_publication
from creatorport.application.webhooks.addressees import concerned
from creatorport.domain.errors import (
    ConcurrentChange,
    CreatorportError,
    NotFound,
    StorageUnavailable,
    UnreadableDelivery,
)
from creatorport.domain.handling import Handling
from creatorport.domain.ids import WorkspaceId

_NO_FAULT_OF_ITS_OWN = (ConcurrentChange, StorageUnavailable)


@dataclass(frozen=True, slots=True)
class ProcessWebhook:
    """Act on one stored delivery. Repeats and disorder do no harm; what we cannot read is kept as a dead letter.

    What goes wrong is noted with the delivery and raised, so that the worker tries again later; the last time it makes
    a dead letter.
    """

    units: UnitsOfWork
    clock: Clock
    reader: WebhookReader
    begin_sync: BeginSync

    async def __call__(self, job: ProcessDelivery) -> Handling | None:
        """Return what became of the delivery; None where there was nothing to do."""
        try:
            return await self._process(job.delivery_id)
        except _NO_FAULT_OF_ITS_OWN:
            raise
        except Exception as error:
            noted = await self._note(job.delivery_id, error)
            if noted is None or noted.is_waiting:
                raise
            return noted

    async def _process(self, delivery_id: str) -> Handling | None:
        async with self.units() as uow:
            stored = await _waiting(uow, delivery_id)
            if stored is None:
                return None
            try:
                notices = self.reader.read(stored.delivery)
            except UnreadableDelivery as error:
                nobody: frozenset[WorkspaceId] = frozenset()
                handling = stored.handling.about(nobody).bury(f"unreadable: {error}", self.clock.now())
            else:
                news = await CampaignNews.of(uow, notices)
                outcomes = [await self._act(uow, notice, news) for notice in dict.fromkeys(notices)]
                await news.enqueue()
                concerns = await concerned(uow, notices)
                handling = stored.handling.settle("; ".join(outcomes) or "nothing to do", concerns, self.clock.now())
            await uow.inbox.save(delivery_id, handling)
            await uow.commit()
        return handling

    async def _note(self, delivery_id: str, error: Exception) -> Handling | None:
        async with self.units() as uow:
            stored = await _waiting(uow, delivery_id)
            if stored is None:
                return None
            about = await concerned(uow, self._read(stored))
            # The words of what nobody expected may hold anything; those of our own errors hold facts.
            words = f"{type(error).__name__}: {error}" if isinstance(error, CreatorportError) else type(error).__name__
            handling = stored.handling.about(about).fail(words, self.clock.now())
            await uow.inbox.save(delivery_id, handling)
            await uow.commit()
        return handling

    def _read(self, stored: Stored) -> Sequence[Notice]:
        try:
            return self.reader.read(stored.delivery)
        except Exception:  # noqa: BLE001  it may be the very thing that went wrong
            return ()

    async def _act(self, uow: UnitOfWork, notice: Notice, news: CampaignNews) -> str:
        match notice:
            case AuthorizationRemoved():
                return await remove_authorization(uow, notice, self.clock.now())
            case AccountVideosChanged():
                return await sync_videos(uow, notice, self.begin_sync)
            case CampaignVideoChanged():
                return await news.capture(notice)
            case InvitationAnswered():
                return await news.hear_answer(notice)
            case MilestoneCrossed():
                return await news.hear_milestone(notice)
            case CommentChanged():
                return await hear_comment(uow, notice)
            case PublicationTold():
                return await hear_publication(uow, notice, self.clock.now())
            case Noted():
                return f"nothing here depends on {notice.event}"
            case Unrecognised():
                return f"not recognised: {notice.event}"


async def _waiting(uow: UnitOfWork, delivery_id: str) -> Stored | None:
    """Return the delivery if it waits to be acted on; a job may come twice, or after it was forgotten."""
    try:
        stored = await uow.inbox.lock(delivery_id)
    except NotFound:
        return None
    return stored if stored.handling.is_waiting else None
