"""A campaign as its brand sees it."""

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.moments import clock_time
from tiktok_simulator.business.records import Campaign


def campaign_view(call: Call, campaign: Campaign) -> Data:
    """Invited handles show only once TikTok has caught up (`handle_delay`)."""
    view: Data = {
        "campaign_id": campaign.campaign_id,
        "campaign_type": campaign.campaign_type,
        "brand_name": campaign.brand_name,
        "brand_profile_id": campaign.brand_profile_id,
        "campaign_name": campaign.campaign_name,
        "campaign_description": campaign.description,
        "anchor_id": campaign.anchor_id,
        "handle_names": [
            call.world.creator(one.creator).handle for one in campaign.invited if one.visible_at <= call.now
        ],
        "advertiser_ids": list(campaign.advertiser_ids),
        "country_codes": country_codes(call, campaign),
        "spark_ads_requested_authorization_days": campaign.spark_days,
        "invite_link": campaign.invite_link,
        "create_time": clock_time(campaign.created_at),
    }
    if campaign.dm_handle is not None:
        view["dm_info"] = {"business_account_handle": campaign.dm_handle, "dm_allowed": False}
    return view


def country_codes(call: Call, campaign: Campaign) -> list[str]:
    """Where the campaign's creators are, in order of their coming; the account's country while there are none."""
    numbers = [one.creator for one in campaign.invited] + [int(number) for number in campaign.joined]
    codes = list(dict.fromkeys(call.world.creator(number).country for number in numbers))
    if codes:
        return codes
    return [one.country for one in call.simulator.apps.tto_accounts if one.tto_tcm_account_id == campaign.account_id]
