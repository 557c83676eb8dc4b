from dataclasses import dataclass

from creatorport.application.activities import record
from creatorport.application.effects.intents import CREATORS_PER_CALL
from creatorport.application.effects.product_link import intend_start
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.activity import ActivityKind, Actor
from creatorport.domain.campaign import CampaignState
from creatorport.domain.errors import MarketplaceNotConnected, NoCreatorsToLaunch
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import InvitationState
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class LaunchCampaignCommand:
    member: Member
    campaign_id: CampaignId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class LaunchCampaign:
    """Hand a draft and its first creators to TikTok One. The answer comes later, as the campaign's state.

    A repeat while TikTok's answer is open changes nothing. Raises NotAllowed, NotFound, WrongState,
    NoCreatorsToLaunch, MarketplaceNotConnected, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: LaunchCampaignCommand) -> None:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        workspace_id, now = command.member.workspace_id, self.clock.now()
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return
            campaign = await uow.campaigns.lock(workspace_id, command.campaign_id)
            launched = campaign.launch(now)
            if campaign.state is CampaignState.DRAFT:
                if await uow.marketplaces.find(workspace_id) is None:
                    raise MarketplaceNotConnected
                drafts = await uow.invitations.of_campaign(workspace_id, campaign.id, {InvitationState.DRAFT})
                if not drafts:
                    raise NoCreatorsToLaunch
                await uow.campaigns.save(launched)
                first = [invitation.send(now) for invitation in drafts[:CREATORS_PER_CALL]]
                await uow.invitations.save_all(first)
                by = Actor.member(command.member.id)
                await record(uow, launched, by, ActivityKind.CAMPAIGN, "launched", now, invitations=len(drafts))
                await intend_start(uow, launched, first, self.clock, self.identities)
            await once.keep(campaign.id)
            await uow.commit()
