"""Intending what is asked of TikTok about the video of a deliverable."""

from dataclasses import dataclass

from creatorport.application.effects.intending import Intend
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.effect import EffectKind
from creatorport.domain.errors import MarketplaceNotConnected, WrongState
from creatorport.domain.link_request import LinkAction, LinkRequest

_KINDS = {
    LinkAction.ASK: EffectKind.LINK_VIDEO,
    LinkAction.REMIND: EffectKind.REMIND_LINK,
    LinkAction.REVOKE: EffectKind.REVOKE_LINK,
}


@dataclass(frozen=True, slots=True)
class AskForLink:
    """Write down the action that is pending on a deliverable's link request.

    Raises MarketplaceNotConnected, and WrongState for a campaign that TikTok does not have.
    """

    intend: Intend

    async def __call__(self, uow: UnitOfWork, deliverable: Deliverable, link: LinkRequest, action: LinkAction) -> None:
        campaign = await uow.campaigns.load(deliverable.workspace_id, deliverable.campaign_id)
        if campaign.at_tiktok is None:
            raise WrongState("campaign", campaign.state.value, "link videos")
        if await uow.marketplaces.find(deliverable.workspace_id) is None:
            raise MarketplaceNotConnected
        await self.intend(
            uow,
            deliverable.workspace_id,
            _KINDS[action],
            subject=deliverable.id,
            reference=link.video_id,
            request={"campaign_tiktok_id": campaign.at_tiktok.campaign_id, "requests": link.requests + 1},
        )
