"""The brand asks creators to link videos that exist already, and sees how its requests stand."""

from tiktok_simulator.business import plans
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.campaigns import TYPES
from tiktok_simulator.business.moments import DAY, iso
from tiktok_simulator.business.parameters import page_of
from tiktok_simulator.business.records import Campaign, LinkRequest
from tiktok_simulator.business.refusals import invalid, not_found
from tiktok_simulator.world import Video

_MOST_REQUESTS = 3  # the first and two reminders


def link(call: Call) -> Data:
    """POST /tto/tcm/campaign/link/: a second LINK is a reminder."""
    account_id = call.account()
    campaign_id, video_id = call.parameters.text("campaign_id"), call.parameters.text("video_id")
    action = call.parameters.choice("action", {"LINK", "REVOKE"})
    campaign = call.campaign_of(account_id, campaign_id)
    video = call.world.video(video_id)
    if video is None or not video.is_public or video.create_time > call.now:
        raise not_found(f"Video {video_id}")
    request = _last(call, campaign_id, video_id)
    if action == "REVOKE":
        request = _revoked(call, request)
    elif request is not None and request.status == "IN_REVIEW":
        _remind(call, request)
    else:
        request = _requested(call, campaign, video, request)
    return {
        "video_id": video_id,
        "status": request.status,
        "last_reminded_timestamp": iso(request.reminded_at),
        "number_of_requests": request.requests,
        "campaign_type": campaign.campaign_type,
    }


def statuses(call: Call) -> Data:
    """GET /tto/tcm/campaign/link/status/"""
    account_id = call.account()
    ids = call.parameters.texts("campaign_ids", most=50)
    handles = call.parameters.texts("handle_names", most=50)
    kind = call.parameters.maybe_text("campaign_type")
    if kind is not None:
        call.parameters.choice("campaign_type", TYPES)
    folded = {handle.casefold() for handle in handles or ()}
    rows = []
    for request in reversed(call.market.link_requests.values()):
        campaign = call.market.campaigns[request.campaign_id]
        handle = call.world.creator(request.creator).handle.casefold()
        if (
            campaign.account_id == account_id
            and (not ids or campaign.campaign_id in ids)
            and (not folded or handle in folded)
            and kind in (None, campaign.campaign_type)
        ):
            rows.append(_row(request, campaign))
    shown, page_info = page_of(call.parameters, rows, most=50, default=10)
    if call.market.options.total_size:
        page_info["total_size"] = page_info.pop("total_page")
    return {"video_infos": shown, "page_info": page_info}


def _last(call: Call, campaign_id: str, video_id: str) -> LinkRequest | None:
    requests = call.market.link_requests.values()
    same = [one for one in requests if (one.campaign_id, one.video_id) == (campaign_id, video_id)]
    return same[-1] if same else None


def _requested(call: Call, campaign: Campaign, video: Video, last: LinkRequest | None) -> LinkRequest:
    if call.market.campaign_of_video(video.id) is not None:
        raise invalid("The video is linked to a campaign already.")
    if last is not None and last.status == "REJECTED":
        raise invalid("The creator has rejected linking this video.")
    invited = campaign.has_joined(video.creator.number) or (
        campaign.campaign_type == "CAMPAIGN" and campaign.invites(video.creator.number)
    )
    if not invited:
        raise invalid("The video's creator is not invited to the campaign.")
    request = LinkRequest(
        link_request_id=call.simulator.number_id(),
        campaign_id=campaign.campaign_id,
        video_id=video.id,
        creator=video.creator.number,
        status="IN_REVIEW",
        reminded_at=call.now,
        requests=1,
    )
    call.market.link_requests[request.link_request_id] = request
    _record(call, "link_requested", request)
    plans.confirmation(call.simulator, request)
    return request


def _remind(call: Call, request: LinkRequest) -> None:
    if call.now < request.reminded_at + DAY:
        raise invalid("A reminder is possible 24 hours after the last request.")
    if request.requests >= _MOST_REQUESTS:
        raise invalid("A request can be reminded of twice.")
    request.requests += 1
    request.reminded_at = call.now
    _record(call, "link_reminded", request)


def _revoked(call: Call, request: LinkRequest | None) -> LinkRequest:
    if request is None:
        raise invalid("There is no request to revoke.")
    if request.status != "IN_REVIEW":
        raise invalid("Only a pending request can be revoked, and only once.")
    request.status = "REVOKE"
    _record(call, "link_revoked", request)
    return request


def _row(request: LinkRequest, campaign: Campaign) -> Data:
    return {
        "video_id": request.video_id,
        "status": request.status,
        "campaign_id": request.campaign_id,
        "last_reminded_timestamp": iso(request.reminded_at),
        "number_of_requests": request.requests,
        "campaign_type": campaign.campaign_type,
        "link_request_id": request.link_request_id,
    }


def _record(call: Call, kind: str, request: LinkRequest) -> None:
    call.simulator.ledger.record(
        kind,
        campaign_id=request.campaign_id,
        video_id=request.video_id,
        link_request_id=request.link_request_id,
    )
