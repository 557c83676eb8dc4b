"""What the brand does about a deliverable: approve it, ask for changes, or ask for it no more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from creatorport.application.asking_for_links import AskForLink
from creatorport.application.conversing import Converse
from creatorport.application.deliverable_log import keep
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.comment import COMMENT_MAX
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.ids import DeliverableId
from creatorport.domain.link_request import LinkAction, LinkRequest, LinkState
from creatorport.domain.terms import DeliverableKind
from creatorport.domain.texts import text
from creatorport.domain.workspace import Member


class Review(StrEnum):
    APPROVE = "approve"
    REQUEST_CHANGES = "request changes"
    WAIVE = "waive"


@dataclass(frozen=True, slots=True)
class ReviewDeliverableCommand:
    """`comment` goes into the conversation, along with the decision."""

    member: Member
    deliverable_id: DeliverableId
    review: Review
    comment: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewDeliverable:
    """Decide about a deliverable. Approving one with a video asks the creator, through TikTok, to link it.

    A video that counts for the campaign already fulfils it at once. Approving again asks again where the earlier
    request has ended without a link. Raises NotAllowed, NotFound, WrongState, InvalidValue, MarketplaceNotConnected,
    IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    converse: Converse
    ask: AskForLink

    async def __call__(self, command: ReviewDeliverableCommand) -> DeliverableId:
        authorize(command.member, Action.REVIEW_DELIVERABLES)
        if command.comment is not None:
            text(command.comment, "comment", COMMENT_MAX, lines=True)
        now = self.clock.now()
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return command.deliverable_id
            before = await uow.deliverables.lock(command.member.workspace_id, command.deliverable_id)
            after = self._decided(command, before, now)
            if command.review is Review.APPROVE:
                after = await self._with_video(uow, after, now)
            if after is not before:
                await keep(uow, after)
            if command.comment is not None:
                await self.converse(uow, command.member, before.id, command.comment)
            await once.keep(before.id)
            await uow.commit()
        return command.deliverable_id

    def _decided(self, command: ReviewDeliverableCommand, before: Deliverable, now: datetime) -> Deliverable:
        match command.review:
            case Review.APPROVE:
                return before.approve(command.member.id, now)
            case Review.REQUEST_CHANGES:
                return before.request_changes(command.member.id, now)
            case Review.WAIVE:
                return before.waive(command.member.id, now)

    async def _with_video(self, uow: UnitOfWork, approved: Deliverable, now: datetime) -> Deliverable:
        video = None if approved.submission is None else approved.submission.video_id
        if video is None or approved.kind is not DeliverableKind.VIDEO or not _may_ask(approved, video):
            return approved
        posts = await uow.posts.of_campaign(approved.workspace_id, approved.campaign_id)
        for post in posts:
            if post.video_id == video and post.creator_id == approved.creator_id:
                return approved.fulfil(post.id, now)
        link = LinkRequest.ask(video, now)
        await self.ask(uow, approved, link, LinkAction.ASK)
        return approved.with_link(link, now)


def _may_ask(approved: Deliverable, video: str) -> bool:
    """Whether there is no request for this video that is pending or was granted."""
    link = approved.link
    if not approved.is_open:
        return False
    return link is None or not (link.is_live or (link.video_id == video and link.state is LinkState.APPROVED))
