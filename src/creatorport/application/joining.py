"""Joining at TikTok whoever said yes here: in their name, where they let us."""

from dataclasses import dataclass

from creatorport.application.effects.intending import Intend
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.whose import acting_for
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import EffectKind
from creatorport.domain.invitation import Invitation
from creatorport.domain.joining import Joining


@dataclass(frozen=True, slots=True)
class JoinInName:
    """Write down that an accepted invitation's creator is to be joined, and return the invitation that says so.

    It comes back as it was where TikTok's link is the way: where the creator did not let our business app act for them,
    where their grant is dead, and where trying has failed before.
    """

    intend: Intend

    async def __call__(self, uow: UnitOfWork, campaign: Campaign, accepted: Invitation) -> Invitation:
        joining = accepted.joining
        if joining != Joining() or campaign.at_tiktok is None:
            return accepted
        account_id = await acting_for(uow, accepted.workspace_id, accepted.handle)
        if account_id is None:
            return accepted
        await self.intend(
            uow,
            accepted.workspace_id,
            EffectKind.JOIN_CAMPAIGN,
            subject=accepted.id,
            reference=campaign.at_tiktok.invite_link,
            request={"campaign_tiktok_id": campaign.at_tiktok.campaign_id, "account_id": account_id},
        )
        return accepted.join(joining.attempt())
