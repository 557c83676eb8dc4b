"""The creator's decision on a brand's wish to link a video."""

from typing import TYPE_CHECKING

from tiktok_simulator.business import collaboration
from tiktok_simulator.business.records import LinkRequest

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def decide(simulator: "Simulator", request: LinkRequest, *, approve: bool) -> None:
    """Approval links the video, unless it was linked to some campaign meanwhile: then the request is rejected."""
    market = simulator.market
    video = simulator.world.video(request.video_id)
    approve = approve and video is not None and market.campaign_of_video(request.video_id) is None
    request.status = "APPROVE" if approve else "REJECTED"
    simulator.ledger.record(
        "link_approved" if approve else "link_rejected",
        campaign_id=request.campaign_id,
        video_id=request.video_id,
        link_request_id=request.link_request_id,
    )
    if approve and video is not None:
        collaboration.link(simulator, market.campaigns[request.campaign_id], video)
