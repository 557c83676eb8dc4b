from dataclasses import dataclass

from creatorport.application.as_creator import AsCreator
from creatorport.application.deliverable_log import keep
from creatorport.application.effects.in_creators_name import in_creators_name
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.creator_campaigns import CreatorAccess, CreatorCampaigns
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.tiktok_one import Access, CampaignsAtTikTok
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.effect import Effect
from creatorport.domain.ids import DeliverableId
from creatorport.domain.link_request import LinkVerb

_CALL = "tto.creator.link"


@dataclass(frozen=True, slots=True)
class LinkOwnVideo:
    """Linking the video that a creator handed in, with the creator's own token: nobody has to be asked any more.

    It is found again among the videos that the campaign shows. Joining the campaign first is harmless to repeat.
    """

    units: UnitsOfWork
    clock: Clock
    creators: CreatorCampaigns
    as_creator: AsCreator
    campaigns: CampaignsAtTikTok

    async def call(self, effect: Effect, access: Access) -> bool:  # noqa: ARG002  the brand's, which this call does without
        invite_link = str(effect.request["invite_link"])

        async def link(own: CreatorAccess) -> None:
            await self.creators.join(own, invite_link)
            await self.creators.link_video(own, invite_link, effect.reference)

        await in_creators_name(self.as_creator, effect, _CALL, link)
        return True

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> bool | None:  # noqa: ARG002  it shows or not
        shown = await self.campaigns.read(access, str(effect.request["campaign_tiktok_id"]))
        return True if effect.reference in shown.video_ids else None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: bool) -> None:  # noqa: ARG002  there is only one outcome; the port's signature
        deliverable = await uow.deliverables.lock(effect.workspace_id, DeliverableId(effect.subject))
        link = deliverable.link
        if link is not None and link.video_id == effect.reference:
            approved = link.shown(LinkVerb.APPROVE, link.requests, None)
            await keep(uow, deliverable.with_link(approved, self.clock.now()))
        await uow.jobs.defer(CaptureCampaign(deliverable.workspace_id, deliverable.campaign_id))

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        deliverable = await uow.deliverables.lock(effect.workspace_id, DeliverableId(effect.subject))
        link = deliverable.link
        if link is not None and link.video_id == effect.reference:
            await keep(uow, deliverable.with_link(link.fail(reason), self.clock.now()))
