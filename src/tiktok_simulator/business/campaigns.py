"""Campaigns: made, extended, listed. Nothing about one can be taken back, and a repeated create makes a second."""

from tiktok_simulator.business import collaboration, plans
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.campaign_view import campaign_view
from tiktok_simulator.business.moments import clock_time
from tiktok_simulator.business.parameters import page_of
from tiktok_simulator.business.records import Campaign
from tiktok_simulator.business.refusals import invalid, no_permission, not_found
from tiktok_simulator.world import Creator

TYPES = ("CAMPAIGN", "BRAND_LINK")
_SPARK_DAYS = (0, 7, 30, 60, 180, 365)
_MOST_HANDLES = 100
_MOST_ADVERTISERS = 50


def create(call: Call) -> Data:
    """POST /tto/tcm/campaign/create/: with `campaign_id` it adds handles to that one and ignores all else."""
    account_id = call.account()
    given = call.parameters
    if given.has("campaign_id"):
        campaign_id = given.text("campaign_id")
        handles = given.texts("handle_names", most=_MOST_HANDLES, required=True) or []
        campaign = call.campaign_of(account_id, campaign_id)
        refuse_names(campaign, handles)
        return _added(call, campaign, handles, notify=False)
    kind = given.choice("campaign_type", TYPES, "CAMPAIGN")
    wanted = _new(call, account_id, kind)
    handles = given.texts("handle_names", most=_MOST_HANDLES, required=kind == "CAMPAIGN") or []
    notify = given.flag("send_notification")
    refuse_names(wanted, handles)
    _check_references(call, wanted)
    call.market.campaigns[wanted.campaign_id] = wanted
    call.simulator.ledger.record(
        "campaign_created",
        campaign_id=wanted.campaign_id,
        tto_tcm_account_id=account_id,
        campaign_type=kind,
        campaign_name=wanted.campaign_name,
        brand_name=wanted.brand_name,
    )
    if wanted.anchor_id is not None and call.market.anchors[wanted.anchor_id].status == "DRAFT":
        call.market.anchors[wanted.anchor_id].status = "IN_REVIEW"
        plans.anchor_review(call.simulator, wanted.anchor_id)
    return _added(call, wanted, handles, notify=notify)


def update(call: Call) -> Data:
    """POST /tto/tcm/campaign/update/: adds handles and advertisers."""
    account_id = call.account()
    given = call.parameters
    campaign_id = given.text("campaign_id")
    kind = given.choice("campaign_type", TYPES)
    handles = given.texts("handle_names", most=_MOST_HANDLES) or []
    advertisers = given.texts("advertiser_ids", most=_MOST_ADVERTISERS) or []
    notify = given.flag("send_notification")
    campaign = call.campaign_of(account_id, campaign_id)
    if campaign.campaign_type != kind:
        raise invalid("Invalid value for campaign_type: the campaign is of the other type.")
    refuse_names(campaign, handles)
    _check_advertisers(call, advertisers)
    campaign.advertiser_ids = list(dict.fromkeys([*campaign.advertiser_ids, *advertisers]))
    campaign.updated_at = call.now
    return _added(call, campaign, handles, notify=notify) | {"update_time": clock_time(call.now)}


def listed(call: Call) -> Data:
    """GET /tto/tcm/campaign/: newest first; brand links need a query of their own."""
    account_id = call.account()
    ids = call.parameters.texts("campaign_ids", most=5)
    kind = call.parameters.choice("campaign_type", TYPES, "CAMPAIGN")
    found = [
        campaign
        for campaign in reversed(call.market.campaigns.values())
        if (campaign.account_id, campaign.campaign_type) == (account_id, kind)
        and (not ids or campaign.campaign_id in ids)
    ]
    shown, page_info = page_of(call.parameters, found, most=5, default=5)
    return {
        "campaigns": [
            campaign_view(call, campaign) | {"video_ids": [video.video_id for video in campaign.videos]}
            for campaign in shown
        ],
        "page_info": page_info,
    }


def refuse_names(campaign: Campaign, handles: list[str], named: str = "handle_names") -> None:
    """Campaigns take creators by name, brand links do not."""
    if handles and campaign.campaign_type == "BRAND_LINK":
        raise invalid(f"Invalid value for {named}: a brand link invites nobody by name.")


def _new(call: Call, account_id: str, kind: str) -> Campaign:
    given = call.parameters
    profile_id = given.maybe_text("brand_profile_id")
    brand_name = given.maybe_text("brand_name", most=60)
    if profile_id is None and kind == "BRAND_LINK":
        raise invalid("brand_profile_id is required.")
    if profile_id is None and brand_name is None:
        raise invalid("brand_profile_id or brand_name is required.")
    advertisers = given.texts("advertiser_ids", most=_MOST_ADVERTISERS) or []
    days_name = "default_spark_ads_requested_authorization_days"
    if advertisers and not given.has(days_name):
        raise invalid(f"{days_name} is required.")
    days = given.whole(days_name, 0, _SPARK_DAYS[-1], 0) if given.has(days_name) else None
    number = call.simulator.number_id()
    return Campaign(
        campaign_id=number,
        account_id=account_id,
        app_id=call.brand.app_id if call.brand is not None else "",
        campaign_type=kind,
        brand_name=brand_name or "",
        brand_profile_id=profile_id,
        campaign_name=given.text("campaign_name", most=120) if kind == "CAMPAIGN" else None,
        description=given.maybe_text("campaign_description", most=1000),
        anchor_id=given.maybe_text("anchor_id"),
        advertiser_ids=advertisers,
        spark_days=None if days is None else next(step for step in _SPARK_DAYS if step >= days),
        invite_link=f"https://www.tiktok.com/t/ZT{call.simulator.digest('invite', number).hex()[:8]}/",
        created_at=call.now,
        dm_handle=given.maybe_text("business_account_handle"),
    )


def _check_references(call: Call, campaign: Campaign) -> None:
    _check_advertisers(call, campaign.advertiser_ids)
    if campaign.brand_profile_id is not None:
        profile = call.market.brand_profiles.get(campaign.brand_profile_id)
        if profile is None or profile.account_id != campaign.account_id:
            raise not_found(f"Brand profile {campaign.brand_profile_id}")
        campaign.brand_name = profile.brand_name
    anchor = None if campaign.anchor_id is None else call.market.anchors.get(campaign.anchor_id)
    if campaign.anchor_id is not None and (anchor is None or anchor.account_id != campaign.account_id):
        raise not_found(f"Anchor {campaign.anchor_id}")


def _check_advertisers(call: Call, advertiser_ids: list[str]) -> None:
    for advertiser_id in advertiser_ids:
        if call.brand is None or advertiser_id not in call.brand.advertiser_ids:
            raise no_permission(f"advertiser {advertiser_id}")


def _added(call: Call, campaign: Campaign, handles: list[str], *, notify: bool) -> Data:
    """Handles that are not on TikTok One fail one by one; that is still success, even when all of them fail."""
    creators: dict[int, Creator] = {}
    failed = []
    for handle in handles:
        creator = call.world.by_handle(handle)
        if creator is None or not creator.is_on_marketplace:
            failed.append(handle)
        else:
            creators[creator.number] = creator
    collaboration.add_handles(call.simulator, campaign, list(creators.values()), notify=notify)
    view = campaign_view(call, campaign)
    return view | {"failed_handle_names": failed} if failed else view
