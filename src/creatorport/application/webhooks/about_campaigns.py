"""News of a campaign, and of those who were invited to it."""

from creatorport.application.agreements import take_signal
from creatorport.application.answers import answered
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.notices import CampaignVideoChanged, InvitationAnswered, MilestoneCrossed
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.milestone import MilestoneMetric, Reached

_METRICS = {"video_views": MilestoneMetric.VIEWS}
"""TikTok's thresholds that say something of a milestone of ours."""


async def capture(uow: UnitOfWork, notice: CampaignVideoChanged) -> str:
    campaigns = await _campaigns(uow, notice.tto_account_id, notice.campaign_tiktok_id)
    for campaign in campaigns:
        await uow.jobs.defer(CaptureCampaign(campaign.workspace_id, campaign.id))
    return f"capturing {len(campaigns)} campaigns"


async def hear_milestone(uow: UnitOfWork, notice: MilestoneCrossed) -> str:
    """Note the campaign's milestones that this proves, and capture: one video's views are part of the campaign's."""
    reached = 0
    campaigns = await _campaigns(uow, notice.tto_account_id, notice.campaign_tiktok_id)
    for campaign in campaigns:
        proved = [
            Reached(one, notice.value, notice.at)
            for one in campaign.plan.milestones
            if one.metric is _METRICS.get(notice.metric) and one.threshold <= notice.value
        ]
        reached += len(await uow.milestones.reach(campaign.workspace_id, campaign.id, proved)) if proved else 0
        await uow.jobs.defer(CaptureCampaign(campaign.workspace_id, campaign.id))
    return f"{notice.metric} above {notice.threshold}: {reached} milestones, capturing {len(campaigns)} campaigns"


async def hear_answer(uow: UnitOfWork, notice: InvitationAnswered) -> str:
    heard = 0
    for found in await _campaigns(uow, notice.tto_account_id, notice.campaign_tiktok_id):
        # A capture locks the campaign before its invitations, too: in one order, nobody waits for ever.
        campaign = await uow.campaigns.lock(found.workspace_id, found.id)
        # A later invitation of the same creator may not know its id yet: this is no answer to it.
        if await uow.invitations.has_ended(campaign.workspace_id, campaign.id, notice.tiktok_id):
            continue
        invitation = await uow.invitations.find_live(campaign.workspace_id, campaign.id, notice.handle)
        if invitation is None or invitation.tiktok_id not in (None, notice.tiktok_id):
            continue
        seen = answered(invitation, notice.status, notice.at, notice.answer)
        if seen is not invitation:
            # With its id known, what is told of it once more is never taken for an answer to a later one.
            await take_signal(uow, campaign, invitation, seen.known_as(notice.tiktok_id))
            heard += 1
    return f"{notice.status.value} for {heard} invitations"


async def _campaigns(uow: UnitOfWork, tto_account_id: str, tiktok_id: str) -> list[Campaign]:
    workspaces = [marketplace.workspace_id for marketplace in await uow.marketplaces.of_tto_account(tto_account_id)]
    found = [await uow.campaigns.find_by_tiktok_id(workspace_id, tiktok_id) for workspace_id in workspaces]
    return [campaign for campaign in found if campaign is not None]
