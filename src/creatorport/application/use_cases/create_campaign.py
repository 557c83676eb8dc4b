from dataclasses import dataclass

from creatorport.application.activities import record
from creatorport.application.currencies import settle
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.activity import ActivityKind, Actor
from creatorport.domain.campaign import Campaign
from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CreateCampaignCommand:
    member: Member
    name: str
    brand_name: str
    brief: str
    idempotency_key: str | None = None
    plan: CampaignPlan = NO_PLAN


@dataclass(frozen=True, slots=True)
class CreateCampaign:
    """Make a draft. Raises NotAllowed, InvalidValue, CurrencyMismatch, IdempotencyConflict."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: CreateCampaignCommand) -> CampaignId:
        authorize(command.member, Action.PLAN_CAMPAIGNS)
        campaign = Campaign.draft(
            CampaignId(self.identities.new()),
            command.member.workspace_id,
            name=command.name,
            brand_name=command.brand_name,
            brief=command.brief,
            by=command.member.id,
            now=self.clock.now(),
            plan=command.plan,
        )
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return CampaignId(earlier)
            await settle(uow, campaign.workspace_id, campaign.plan.budget, "budget.currency")
            await uow.campaigns.add(campaign)
            by = Actor.member(command.member.id)
            await record(uow, campaign, by, ActivityKind.CAMPAIGN, "created", campaign.created_at)
            await once.keep(campaign.id)
            await uow.commit()
        return campaign.id
