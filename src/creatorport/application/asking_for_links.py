"""Intending what is to be done at TikTok about the video of a deliverable."""

from dataclasses import dataclass

from creatorport.application.effects.intending import Intend
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.whose import acting_for
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.effect import EffectKind, Json
from creatorport.domain.errors import MarketplaceNotConnected, WrongState
from creatorport.domain.ids import AccountId
from creatorport.domain.link_request import LinkAction, LinkRequest, LinkState

_KINDS = {
    LinkAction.ASK: EffectKind.LINK_VIDEO,
    LinkAction.REMIND: EffectKind.REMIND_LINK,
    LinkAction.REVOKE: EffectKind.REVOKE_LINK,
}


@dataclass(frozen=True, slots=True)
class AskForLink:
    """Write down the action that is pending on a deliverable's link request.

    Where the creator has let our business app link videos for them, they are not asked: it is done with their token.
    After that has failed once, the brand asks. Raises MarketplaceNotConnected, and WrongState for a campaign that
    TikTok does not have.
    """

    intend: Intend

    async def __call__(self, uow: UnitOfWork, deliverable: Deliverable, link: LinkRequest, action: LinkAction) -> None:
        campaign = await uow.campaigns.load(deliverable.workspace_id, deliverable.campaign_id)
        if campaign.at_tiktok is None:
            raise WrongState("campaign", campaign.state.value, "link videos")
        if await uow.marketplaces.find(deliverable.workspace_id) is None:
            raise MarketplaceNotConnected
        kind = _KINDS[action]
        request: dict[str, Json] = {
            "campaign_tiktok_id": campaign.at_tiktok.campaign_id,
            "requests": link.requests + 1,
        }
        if action is not LinkAction.ASK:
            request["earlier"] = list(link.earlier)
        account_id = await self._linking_for(uow, deliverable) if action is LinkAction.ASK else None
        if account_id is not None:
            kind = EffectKind.LINK_OWN_VIDEO
            request |= {"account_id": account_id, "invite_link": campaign.at_tiktok.invite_link}
        await self.intend(
            uow, deliverable.workspace_id, kind, subject=deliverable.id, reference=link.video_id, request=request
        )

    async def _linking_for(self, uow: UnitOfWork, deliverable: Deliverable) -> AccountId | None:
        """Return the account of a creator who has let us link videos in their name, unless that has failed."""
        if deliverable.link is not None and deliverable.link.state is LinkState.FAILED:
            return None
        return await acting_for(uow, deliverable.workspace_id, deliverable.handle)
