from dataclasses import dataclass

from creatorport.application.campaign_steps import CampaignStep, take
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ResumeCampaignCommand:
    member: Member
    campaign_id: CampaignId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class ResumeCampaign:
    """Go on after a pause.

    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: ResumeCampaignCommand) -> None:
        await take(CampaignStep(Campaign.resume, "resumed"), command, self.units, self.clock)
