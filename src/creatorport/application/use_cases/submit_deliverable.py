from dataclasses import dataclass

from creatorport.application.deliverable_log import keep
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.whose import account_behind
from creatorport.domain.account import TikTokAccount
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import DeliverableId
from creatorport.domain.submission import NOTE_MAX, URL_MAX, Submission, VideoReference, draft_link
from creatorport.domain.texts import text
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class SubmitDeliverableCommand:
    """`video` is TikTok's id or the address of its page; or `draft_url` leads to something not yet published."""

    member: Member
    deliverable_id: DeliverableId
    video: str | None = None
    draft_url: str | None = None
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class SubmitDeliverable:
    """Hand in what is owed, as the creator. Handing in again replaces what was handed in, until it is being linked.

    Raises NotAllowed, NotFound, InvalidValue, WrongState, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: SubmitDeliverableCommand) -> DeliverableId:
        authorize(command.member, Action.SUBMIT_DELIVERABLES)
        note = None if command.note is None else text(command.note, "note", NOTE_MAX, lines=True)
        draft = None if command.draft_url is None else draft_link(command.draft_url)
        if command.video is not None:
            text(command.video, "video", URL_MAX)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return command.deliverable_id
            deliverable = await uow.deliverables.lock(command.member.workspace_id, command.deliverable_id)
            account = await account_behind(uow, command.member, deliverable)
            video = None if command.video is None else await self._video(uow, deliverable, account, command.video)
            video_id, url = (video.video_id, video.url) if video else (None, None)
            handed = Submission(self.clock.now(), command.member.id, video_id, url, draft, note)
            await keep(uow, deliverable.submit(handed))
            await once.keep(deliverable.id)
            await uow.commit()
        return command.deliverable_id

    async def _video(
        self, uow: UnitOfWork, deliverable: Deliverable, account: TikTokAccount, given: str
    ) -> VideoReference:
        """Read the video that was named. By its bare id, it must be one that a sync has shown as the account's."""
        video = VideoReference.of(given, deliverable.handle)
        known = await uow.videos.find(account.workspace_id, account.id, [video.video_id])
        if not video.by_url and video.video_id not in known:
            raise InvalidValue(
                "video", f"is not among the videos of @{deliverable.handle} that we know; give its address"
            )
        return video
