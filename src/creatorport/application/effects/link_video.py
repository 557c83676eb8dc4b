from collections.abc import Sequence
from dataclasses import dataclass, replace

from creatorport.application.deliverable_log import keep
from creatorport.application.effects.looking_before import only_looking, remember
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import CaptureCampaign
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

    TikTok keeps no reference of ours, and its answer does not name the request it made. So the effect takes along which
    requests for the video there were before; ours is the one that is none of them. A reminder is recognised by the
    count of requests, which our effect says in advance; a revocation by a request that is pending no more.
    """

    units: UnitsOfWork
    clock: Clock
    links: VideoLinks
    action: LinkAction

    async def call(self, effect: Effect, access: Access) -> LinkAtTikTok:
        campaign_id = str(effect.request["campaign_tiktok_id"])
        if self.action is LinkAction.REVOKE:
            return await self.links.revoke(access, campaign_id, effect.reference)
        ours = await self._look_before(effect, access) if self.action is LinkAction.ASK else None
        return ours or await self.links.request(access, campaign_id, effect.reference)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> LinkAtTikTok | None:  # noqa: ARG002  a request shows as a whole or not
        if "earlier" not in effect.request:
            return None  # it ended before anything was sent
        shown = await self._ours(effect, access)
        return shown if shown is not None and self._tells(shown, effect) else None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: LinkAtTikTok) -> None:
        before = await uow.deliverables.lock(effect.workspace_id, DeliverableId(effect.subject))
        asked = before
        if self.action is LinkAction.ASK and before.link is not None and before.link.video_id == effect.reference:
            asked = replace(before, link=replace(before.link, earlier=_earlier(effect)))
        await self._save(uow, before, take(asked, outcome, self.clock.now(), answers=True))
        campaign = await uow.campaigns.load(before.workspace_id, before.campaign_id)
        if campaign.has_ended:
            await uow.jobs.defer(CaptureCampaign(campaign.workspace_id, campaign.id))

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        deliverable = await uow.deliverables.lock(effect.workspace_id, DeliverableId(effect.subject))
        link = deliverable.link
        if link is not None and link.video_id == effect.reference:
            await self._save(uow, deliverable, deliverable.with_link(link.fail(reason), self.clock.now()))

    async def _look_before(self, effect: Effect, access: Access) -> LinkAtTikTok | None:
        """Note which requests there are before ours. Where that is noted, return ours, should it show after all."""
        if "earlier" in effect.request:
            return await self._ours(effect, access)
        there = [one.mark for one in await self._shown(effect, access) if one.video_id == effect.reference]
        await remember(self.units, effect, earlier=list(there))
        return None

    async def _ours(self, effect: Effect, access: Access) -> LinkAtTikTok | None:
        return newest_of(await self._shown(effect, access), effect.reference, _earlier(effect))

    async def _shown(self, effect: Effect, access: Access) -> Sequence[LinkAtTikTok]:
        with only_looking():
            return await self.links.of_campaign(access, str(effect.request["campaign_tiktok_id"]))

    def _tells(self, shown: LinkAtTikTok, effect: Effect) -> bool:
        """Whether what TikTok shows can only be so because our call arrived, or because it is not needed any more."""
        if self.action is LinkAction.ASK or shown.status is not LinkStatus.IN_REVIEW:
            return True
        return self.action is LinkAction.REMIND and shown.requests >= int(str(effect.request["requests"]))

    async def _save(self, uow: UnitOfWork, before: Deliverable, after: Deliverable) -> None:
        if after is not before:
            await keep(uow, after)


def _earlier(effect: Effect) -> tuple[str, ...]:
    marks = effect.request.get("earlier")
    return tuple(str(mark) for mark in marks) if isinstance(marks, list) else ()
