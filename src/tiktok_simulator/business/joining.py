"""What a creator does through our app: join, link a video, decide on link requests."""

from tiktok_simulator.business import collaboration, link_requests
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.records import Campaign
from tiktok_simulator.business.refusals import invalid, no_permission, not_found


def join(call: Call) -> Data:
    """POST /tto/creator/campaign/join/: a repeat accepts what has been sent since, and else changes nothing."""
    creator = call.creator()
    campaign = _campaign(call, call.parameters.text("tto_invite_link"))
    if not creator.is_on_marketplace:
        raise invalid("The creator is not on TikTok One.")
    if not campaign.invites(creator.number):
        raise invalid("The creator is not invited to the campaign.")
    collaboration.join(call.simulator, campaign, creator)
    return {}


def link_video(call: Call) -> Data:
    """POST /tto/creator/campaign/video/link/"""
    creator = call.creator()
    invite_link, video_id = call.parameters.text("tto_invite_link"), call.parameters.text("video_id")
    campaign = _campaign(call, invite_link)
    video = call.world.video(video_id)
    if video is None or video.create_time > call.now:
        raise not_found(f"Video {video_id}")
    if video.creator is not creator:
        raise no_permission(f"video {video_id}")
    if not campaign.has_joined(creator.number):
        raise invalid("The creator has not joined the campaign.")
    if not video.is_public:
        raise invalid("The video is not public.")
    if call.market.campaign_of_video(video_id) is not None:
        raise invalid("The video is linked to a campaign already.")
    collaboration.link(call.simulator, campaign, video)
    return {}


def pending_requests(call: Call) -> Data:
    """GET /tto/creator/link/request/get/"""
    creator = call.creator()
    campaign = _campaign(call, call.parameters.text("tto_invite_link"))
    return {
        "campaign_id": campaign.campaign_id,
        "spark_authorization_days": campaign.spark_days,
        "link_requests": [
            {"video_id": request.video_id, "link_request_id": request.link_request_id}
            for request in call.market.link_requests.values()
            if (request.campaign_id, request.creator, request.status)
            == (campaign.campaign_id, creator.number, "IN_REVIEW")
        ],
    }


def confirm_request(call: Call) -> Data:
    """POST /tto/creator/link/request/confirm/"""
    creator = call.creator()
    request_id = call.parameters.text("link_request_id")
    approve = call.parameters.choice("action", {"APPROVE", "REJECT"}) == "APPROVE"
    request = call.market.link_requests.get(request_id)
    if request is None:
        raise not_found(f"Link request {request_id}")
    if request.creator != creator.number:
        raise no_permission(f"link request {request_id}")
    if request.status != "IN_REVIEW":
        raise invalid("The request is not pending any more.")
    if approve and call.market.campaign_of_video(request.video_id) is not None:
        raise invalid("The video is linked to a campaign already.")
    link_requests.decide(call.simulator, request, approve=approve)
    return {}


def _campaign(call: Call, invite_link: str) -> Campaign:
    campaign = call.market.campaign_of_link(invite_link)
    if campaign is None:
        raise not_found("The campaign of this invite link")
    return campaign
