"""What brands and creators do to a campaign together. Rules are checked by the callers; effects happen here, once."""

from typing import TYPE_CHECKING

from tiktok_simulator.business import deliveries, invitation_life, milestones, plans
from tiktok_simulator.business.records import Campaign, Invited, LinkedVideo
from tiktok_simulator.world import Creator, Video

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def add_handles(simulator: "Simulator", campaign: Campaign, creators: list[Creator], *, notify: bool) -> None:
    """Put creators on the list (once each) and, if asked, into their inboxes (each time it is asked)."""
    visible_at = simulator.clock.now() + simulator.market.options.handle_delay
    for creator in creators:
        if not any(one.creator == creator.number for one in campaign.invited):
            campaign.invited.append(Invited(creator.number, visible_at))
            simulator.ledger.record("handles_added", **_facts(campaign, creator))
    if notify:
        for creator in creators:
            simulator.ledger.record("notification_sent", **_facts(campaign, creator))
            plans.approach(simulator, campaign, creator)


def join(simulator: "Simulator", campaign: Campaign, creator: Creator, reply: str | None = None) -> None:
    """The creator is in: by the link, by our call, or by accepting an invitation.

    Who is in already does not join again, but accepts what has been sent since.
    """
    is_new = not campaign.has_joined(creator.number)
    if is_new:
        campaign.joined[str(creator.number)] = simulator.clock.now()
        simulator.ledger.record("joined", **_facts(campaign, creator))
    invitation = simulator.market.live_invitation(campaign.campaign_id, creator.number)
    if invitation is not None:
        invitation_life.accept(simulator, invitation, reply)
    if is_new:
        plans.video(simulator, campaign, creator)


def link(simulator: "Simulator", campaign: Campaign, video: Video) -> None:
    """The video counts for the campaign from now on; its review begins."""
    now = simulator.clock.now()
    campaign.videos.append(LinkedVideo(video.id, video.creator.number, now))
    simulator.ledger.record("video_linked", **_facts(campaign, video.creator), video_id=video.id)
    _tell(simulator, campaign, video, "tto_video_uploaded")
    plans.video_review(simulator, campaign, video)
    milestones.plan(simulator, campaign, video)


def publish(simulator: "Simulator", campaign: Campaign, video: Video) -> None:
    """The review has passed."""
    linked = next(one for one in campaign.videos if one.video_id == video.id)
    linked.published_at = simulator.clock.now()
    simulator.ledger.record("video_published", **_facts(campaign, video.creator), video_id=video.id)
    _tell(simulator, campaign, video, "tto_video_published")


def _tell(simulator: "Simulator", campaign: Campaign, video: Video, event: str) -> None:
    entry = {
        "event_type": "tto_campaign_webhook",
        "tto_campaign_event_type": event,
        "campaign_id": campaign.campaign_id,
        "tto_tcm_account_id": campaign.account_id,
        "video_id": video.id,
        "handle_name": video.creator.handle,
    }
    deliveries.tell(simulator, "TCM_VIDEOS", campaign.account_id, entry)


def _facts(campaign: Campaign, creator: Creator) -> dict[str, str]:
    return {"campaign_id": campaign.campaign_id, "handle_name": creator.handle}
