from dataclasses import dataclass

from creatorport.application.campaign_end import CampaignEnd
from creatorport.application.campaign_steps import CampaignStep, take
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CancelCampaignCommand:
    member: Member
    campaign_id: CampaignId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class CancelCampaign:
    """End a campaign before its time. Who has not answered is asked no more; what was agreed stays agreed.

    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    personal: bool = False

    async def __call__(self, command: CancelCampaignCommand) -> None:
        end = CampaignEnd(self.clock, self.identities, self.personal)
        step = CampaignStep(Campaign.cancel, "cancelled", follow=end)
        await take(step, command, self.units, self.clock)
