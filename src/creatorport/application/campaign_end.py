"""What follows from the end of a campaign, in the transaction that ends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.effects.intents import intend_cancellation
from creatorport.application.effects.orders import intend_end
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.unanswered import withdraw_open
from creatorport.domain.activity import Fact
from creatorport.domain.campaign import Campaign


@dataclass(frozen=True, slots=True)
class CampaignEnd:
    """Withdraws what nobody answered, with their personal messages, and ends the order at TikTok where there is one."""

    clock: Clock
    identities: Identities
    personal: bool

    async def __call__(self, uow: UnitOfWork, campaign: Campaign, now: datetime) -> Mapping[str, Fact]:
        withdrawn = await withdraw_open(uow, campaign, now)
        for invitation in withdrawn:
            if self.personal and invitation.tiktok_id is not None:
                await intend_cancellation(uow, campaign, invitation, invitation.tiktok_id, self.clock, self.identities)
        await intend_end(uow, campaign, now, self.clock, self.identities)
        return {"withdrawn": len(withdrawn)}
