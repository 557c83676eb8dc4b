from dataclasses import dataclass

from creatorport.application.deliverable_log import keep
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.ports.video_links import LinkAtTikTok, LinkStatus, VideoLinks
from creatorport.application.seen_links import newest_of, take
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.effect import Effect
from creatorport.domain.ids import DeliverableId
from creatorport.domain.link_request import LinkAction


@dataclass(frozen=True, slots=True)
class LinkVideo:
    """Asking a creator to link a video, reminding them, or taking the request back: one class, an `action` each.

    TikTok keeps no reference of ours. A request is recognised by campaign and video; a reminder by the count of
    requests, which our effect says in advance; a revocation by a request that is pending no more.
    """

    units: UnitsOfWork
    clock: Clock
    links: VideoLinks
    action: LinkAction

    async def call(self, effect: Effect, access: Access) -> LinkAtTikTok:
        campaign_id = str(effect.request["campaign_tiktok_id"])
        if self.action is LinkAction.REVOKE:
            return await self.links.revoke(access, campaign_id, effect.reference)
        return await self.links.request(access, campaign_id, effect.reference)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> LinkAtTikTok | None:  # noqa: ARG002  a request shows as a whole or not
        campaign_id = str(effect.request["campaign_tiktok_id"])
        shown = newest_of(await self.links.of_campaign(access, campaign_id), effect.reference)
        return shown if shown is not None and self._tells(shown, effect) else None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: LinkAtTikTok) -> None:
        deliverable = await uow.deliverables.lock(effect.workspace_id, DeliverableId(effect.subject))
        await self._save(uow, deliverable, take(deliverable, outcome, self.clock.now(), answers=True))

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        deliverable = await uow.deliverables.lock(effect.workspace_id, DeliverableId(effect.subject))
        link = deliverable.link
        if link is not None and link.video_id == effect.reference:
            await self._save(uow, deliverable, deliverable.with_link(link.fail(reason), self.clock.now()))

    def _tells(self, shown: LinkAtTikTok, effect: Effect) -> bool:
        """Whether what TikTok shows can only be so because our call arrived, or because it is not needed any more."""
        if self.action is LinkAction.ASK:
            return shown.status is not LinkStatus.REVOKE
        if shown.status is not LinkStatus.IN_REVIEW:
            return True
        return self.action is LinkAction.REMIND and shown.requests >= int(str(effect.request["requests"]))

    async def _save(self, uow: UnitOfWork, before: Deliverable, after: Deliverable) -> None:
        if after is not before:
            await keep(uow, after)
