"""News of a campaign, and of those who were invited to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from creatorport.application.agreements import take_signal
from creatorport.application.answer_signals import answered
from creatorport.application.milestones import note_reached
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.notices import CampaignVideoChanged, InvitationAnswered, MilestoneCrossed, Notice
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import TIKTOK
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId
from creatorport.domain.milestone import MilestoneMetric, Reached

_METRICS = {"video_views": MilestoneMetric.VIEWS}
"""TikTok's thresholds that say something of a milestone of ours."""

_Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CampaignNews:
    """What one delivery tells of campaigns; each is found by the names that TikTok has for its account and itself.

    Everybody locks a campaign before its invitations, milestones and jobs, and several by their ids: in one order,
    nobody waits for ever. So all locks come first, and jobs last, whatever order TikTok tells things in.
    """

    uow: UnitOfWork
    campaigns: Mapping[_Named, Sequence[Campaign]]
    captures: dict[CampaignId, CaptureCampaign] = field(default_factory=dict)

    @classmethod
    async def of(cls, uow: UnitOfWork, notices: Iterable[Notice]) -> "CampaignNews":
        found: dict[_Named, Sequence[Campaign]] = {}
        changing: dict[CampaignId, Campaign] = {}
        for notice in notices:
            if not isinstance(notice, CampaignVideoChanged | InvitationAnswered | MilestoneCrossed):
                continue
            named = notice.tto_account_id, notice.campaign_tiktok_id
            if named not in found:
                found[named] = await _campaigns(uow, *named)
            if not isinstance(notice, CampaignVideoChanged):
                changing |= {one.id: one for one in found[named]}
        held = {key: await uow.campaigns.lock(changing[key].workspace_id, key) for key in sorted(changing)}
        return cls(uow, {named: [held.get(one.id, one) for one in each] for named, each in found.items()})

    async def capture(self, notice: CampaignVideoChanged) -> str:
        return f"capturing {self._capture(self._of(notice))} campaigns"

    async def hear_milestone(self, notice: MilestoneCrossed) -> str:
        """Note the campaign's milestones that this proves, and capture: a video's views are part of the campaign's."""
        reached = 0
        campaigns = self._of(notice)
        for campaign in campaigns:
            proved = [
                Reached(one, notice.value, notice.at)
                for one in campaign.plan.milestones
                if one.metric is _METRICS.get(notice.metric) and one.threshold <= notice.value
            ]
            if proved:
                reached += await note_reached(self.uow, campaign, proved, TIKTOK)
        captured = self._capture(campaigns)
        return f"{notice.metric} above {notice.threshold}: {reached} milestones, capturing {captured} campaigns"

    async def hear_answer(self, notice: InvitationAnswered) -> str:
        heard = 0
        for campaign in self._of(notice):
            # A later invitation of the same creator may not know its id yet: this is no answer to it.
            if await self.uow.invitations.has_ended(campaign.workspace_id, campaign.id, notice.tiktok_id):
                continue
            invitation = await self.uow.invitations.find_live(campaign.workspace_id, campaign.id, notice.handle)
            if invitation is None or invitation.tiktok_id not in (None, notice.tiktok_id):
                continue
            seen = answered(invitation, notice.status, notice.at, notice.answer)
            if seen is not invitation:
                # With its id known, what is told of it once more is never taken for an answer to a later one.
                await take_signal(self.uow, campaign, invitation, seen.known_as(notice.tiktok_id))
                heard += 1
        return f"{notice.status.value} for {heard} invitations"

    async def enqueue(self) -> None:
        """Have captured what is to be; the last thing to do."""
        for key in sorted(self.captures):
            await self.uow.jobs.defer(self.captures[key])

    def _of(self, notice: CampaignVideoChanged | InvitationAnswered | MilestoneCrossed) -> Sequence[Campaign]:
        return self.campaigns[notice.tto_account_id, notice.campaign_tiktok_id]

    def _capture(self, campaigns: Sequence[Campaign]) -> int:
        self.captures.update({one.id: CaptureCampaign(one.workspace_id, one.id) for one in campaigns})
        return len(campaigns)


async def _campaigns(uow: UnitOfWork, tto_account_id: str, tiktok_id: str) -> list[Campaign]:
    workspaces = [marketplace.workspace_id for marketplace in await uow.marketplaces.of_tto_account(tto_account_id)]
    found = [await uow.campaigns.find_by_tiktok_id(workspace_id, tiktok_id) for workspace_id in workspaces]
    return [campaign for campaign in found if campaign is not None]
