from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.application.ports.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class ReceiveWebhook:
    """Store a delivery whose signature was verified, and enqueue its processing. A repeat is success."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, channel: Channel, key: str, body: bytes, event: str = "") -> bool:
        """Return whether the delivery was new. `key` names it within its channel; `event` is what it calls itself."""
        delivery = Delivery(self.identities.new(), channel, body, self.clock.now(), event)
        async with self.units() as uow:
            if not await uow.inbox.store(delivery, f"{channel}/{key}"):
                return False
            await uow.jobs.defer(ProcessDelivery(delivery.id))
            await uow.commit()
        return True
