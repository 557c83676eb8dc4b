"""Web link anchors: the one place for a product's link on a campaign."""

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.parameters import page_of
from tiktok_simulator.business.records import Anchor
from tiktok_simulator.business.refusals import invalid, not_found
from tiktok_simulator.world.places import COUNTRIES
from tiktok_simulator.world.topics import INDUSTRIES, TOPIC_BY_LABEL


def create(call: Call) -> Data:
    """POST /tto/tcm/anchor/create/: pictures by URL, or by file as text (base64) in the JSON body."""
    account_id = call.account()
    given = call.parameters
    label, country = given.text("category_label_id"), given.text("country_code")
    upload = given.choice("upload_type", {"UPLOAD_BY_URL", "UPLOAD_BY_FILE"})
    picture = "thumbnail_url" if upload == "UPLOAD_BY_URL" else "thumbnail_file"
    given.text(picture)
    page = given.needed_section("call_to_action").text("landing_page_url")
    facts = {
        "anchor_type": given.choice("anchor_type", {"WEB_ANCHOR"}),
        "anchor_sub_type": given.choice("anchor_sub_type", {"DESTINATION"}),
        "category_label_id": label,
        "country_code": country,
        "call_to_action": {"landing_page_url": page},
        "anchor_title": given.text("anchor_title"),
        "anchor_name": given.text("anchor_name", most=32),
        "thumbnail_url": given.maybe_text("thumbnail_url"),
    }
    if label not in INDUSTRIES and label not in TOPIC_BY_LABEL:
        raise invalid("Invalid value for category_label_id: unknown label.")
    if country not in COUNTRIES:
        raise invalid("Invalid value for country_code: unknown country.")
    if not page.startswith(("https://", "http://")):
        raise invalid("Invalid value for landing_page_url: not a valid URL.")
    anchor = Anchor(call.simulator.number_id(), account_id, "DRAFT", facts)
    call.market.anchors[anchor.anchor_id] = anchor
    call.simulator.ledger.record("anchor_created", anchor_id=anchor.anchor_id, landing_page_url=page)
    return {"anchor_id": anchor.anchor_id, "status": anchor.status}


def listed(call: Call) -> Data:
    """GET /tto/tcm/anchor/get/"""
    account_id = call.account()
    ids = call.parameters.texts("anchor_ids", most=100)
    found = [
        anchor
        for anchor in reversed(call.market.anchors.values())
        if anchor.account_id == account_id and (not ids or anchor.anchor_id in ids)
    ]
    shown, page_info = page_of(call.parameters, found, most=50, default=10)
    anchors = [{"anchor_id": anchor.anchor_id, "status": anchor.status, **anchor.facts} for anchor in shown]
    return {"anchors": anchors, "page_info": page_info}


def delete(call: Call) -> Data:
    """POST /tto/tcm/anchor/delete/: drafts only."""
    account_id = call.account()
    anchor_id = call.parameters.text("anchor_id")
    anchor = call.market.anchors.get(anchor_id)
    if anchor is None or anchor.account_id != account_id:
        raise not_found(f"Anchor {anchor_id}")
    if anchor.status != "DRAFT":
        raise invalid("Only a draft can be deleted.")
    del call.market.anchors[anchor_id]
    call.simulator.ledger.record("anchor_deleted", anchor_id=anchor_id)
    return {"anchor_id": anchor_id}
