"""Brand profiles: their name, industry and logo are for good."""

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.parameters import page_of
from tiktok_simulator.business.records import BrandProfile
from tiktok_simulator.business.refusals import invalid


def create(call: Call) -> Data:
    """POST /tto/tcm/brand/profile/create/"""
    account_id = call.account()
    given = call.parameters
    profile = BrandProfile(
        brand_profile_id=call.simulator.number_id(),
        account_id=account_id,
        brand_name=given.text("brand_name", most=60),
        brand_industry_id=given.text("brand_industry_id"),
        brand_website=given.text("brand_website"),
        logo_url=given.text("logo_url"),
        tiktok_account_url=given.maybe_text("tiktok_account_url"),
    )
    if not profile.brand_website.startswith("https://"):
        raise invalid("Invalid value for brand_website: must begin with https://.")
    if not profile.logo_url.startswith(("https://", "http://")):
        raise invalid("Invalid value for logo_url: not a valid URL.")
    call.market.brand_profiles[profile.brand_profile_id] = profile
    call.simulator.ledger.record(
        "brand_profile_created", brand_profile_id=profile.brand_profile_id, brand_name=profile.brand_name
    )
    return _view(profile) | {"tiktok_account_url": profile.tiktok_account_url}


def listed(call: Call) -> Data:
    """GET /tto/tcm/brand/profile/get/"""
    account_id = call.account()
    ids = call.parameters.texts("brand_profile_ids", most=20)
    found = [
        profile
        for profile in reversed(call.market.brand_profiles.values())
        if profile.account_id == account_id and (not ids or profile.brand_profile_id in ids)
    ]
    shown, page_info = page_of(call.parameters, found, most=100, default=10)
    return {"brands": [_view(profile) for profile in shown], "page_info": page_info}


def _view(profile: BrandProfile) -> Data:
    return {
        "brand_profile_id": profile.brand_profile_id,
        "brand_name": profile.brand_name,
        "brand_industry_id": profile.brand_industry_id,
        "brand_website": profile.brand_website,
        "logo_url": profile.logo_url,
    }
