from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ReplayWebhookCommand:
    member: Member
    delivery_id: str


@dataclass(frozen=True, slots=True)
class ReplayWebhook:
    """Act on one stored delivery once more. What it told before changes nothing; one that waits just goes on waiting.

    Raises NotAllowed, and NotFound for a delivery that concerns others only.
    """

    units: UnitsOfWork

    async def __call__(self, command: ReplayWebhookCommand) -> str:
        """Return the delivery's id."""
        member = command.member
        authorize(member, Action.SEE_WEBHOOKS)
        async with self.units() as uow:
            stored = await uow.inbox.lock_of(member.workspace_id, command.delivery_id)
            replayed = stored.handling.replay()
            if replayed is not stored.handling:
                await uow.inbox.save(stored.delivery.id, replayed)
                await uow.jobs.defer(ProcessDelivery(stored.delivery.id))
                await uow.commit()
        return stored.delivery.id
