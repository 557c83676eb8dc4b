from dataclasses import dataclass

from creatorport.application.asking_for_links import AskForLink
from creatorport.application.deliverable_log import keep
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import DeliverableId
from creatorport.domain.link_request import LinkAction
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ChangeLinkRequestCommand:
    """`action` is REMIND or REVOKE."""

    member: Member
    deliverable_id: DeliverableId
    action: LinkAction
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeLinkRequest:
    """Remind a creator of a pending request to link a video, or take it back. TikTok's verdict comes later.

    A repeat while that is open changes nothing. Raises NotAllowed, NotFound, WrongState, LinkReminderTooSoon,
    LinkRemindersSpent, MarketplaceNotConnected, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    ask: AskForLink

    async def __call__(self, command: ChangeLinkRequestCommand) -> DeliverableId:
        authorize(command.member, Action.REVIEW_DELIVERABLES)
        now = self.clock.now()
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return command.deliverable_id
            deliverable = await uow.deliverables.lock(command.member.workspace_id, command.deliverable_id)
            link = deliverable.link
            if link is None:
                raise NotFound("link request", deliverable.id)
            changed = link.remind(now) if command.action is LinkAction.REMIND else link.revoke()
            if changed is not link:
                await self.ask(uow, deliverable, changed, command.action)
                await keep(uow, deliverable.with_link(changed, now))
            await once.keep(deliverable.id)
            await uow.commit()
        return command.deliverable_id
