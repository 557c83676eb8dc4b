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
class CompleteCampaignCommand:
    member: Member
    campaign_id: CampaignId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class CompleteCampaign:
    """End a campaign as planned. Who has not answered is asked no more, and its posts are captured no more.

    What creators still owe, and requests to link videos that are out, are awaited for 30 days.

    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    personal: bool = False

    async def __call__(self, command: CompleteCampaignCommand) -> None:
        end = CampaignEnd(self.clock, self.identities, self.personal)
        step = CampaignStep(Campaign.complete, "completed", follow=end)
        await take(step, command, self.units, self.clock)
