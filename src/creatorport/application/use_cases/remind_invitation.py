from dataclasses import dataclass

from creatorport.application.answer_step import Answered, actor, entry, locked
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.reminding import way_to
from creatorport.domain.ids import InvitationId
from creatorport.domain.reminder import Reminder
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RemindInvitationCommand:
    member: Member
    invitation_id: InvitationId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RemindInvitation:
    """Remind a creator of an open invitation: at least a day apart, two times at most.

    How it reached them is kept with it. Raises NotAllowed, NotFound, WrongState, InvitationExpired, ReminderTooSoon,
    RemindersSpent, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: RemindInvitationCommand) -> Answered:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return Answered(command.invitation_id)
            _, invitation = await locked(uow, command.member, command.invitation_id)
            now = self.clock.now()
            reminded = invitation.remind(Reminder(now, await way_to(uow, invitation), command.member.id))
            await uow.invitations.save(reminded)
            await uow.activities.record([entry(reminded, actor(command.member, reminded), "reminded", now)])
            await once.keep(invitation.id)
            await uow.commit()
        return Answered(command.invitation_id)
