from dataclasses import dataclass

from creatorport.application.campaign_steps import CampaignStep, take
from creatorport.application.policy import Action
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class UnarchiveCampaignCommand:
    member: Member
    campaign_id: CampaignId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class UnarchiveCampaign:
    """Take a campaign out of the archive, as it was.

    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: UnarchiveCampaignCommand) -> None:
        await take(
            CampaignStep(Campaign.unarchive, "unarchived", Action.PLAN_CAMPAIGNS), command, self.units, self.clock
        )
