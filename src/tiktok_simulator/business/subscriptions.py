"""Subscriptions to events: authenticated by the app's id and secret, and by the token inside the detail."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.deliveries import OBJECTS
from tiktok_simulator.business.parameters import Parameters, page_of
from tiktok_simulator.business.records import Subscription
from tiktok_simulator.business.refusals import invalid, no_permission, not_found, wrong_token

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

# Entities of advertising, which this simulator accepts and has nothing to tell about, and what their detail must name.
_SILENT: Mapping[str, tuple[str, ...]] = {
    "TCM_SPARK_ADS": ("tcm_account_id", "video_id"),
    "LEAD": (),
    "AD_GROUP": ("advertiser_id", "adgroup_id"),
    "AD": ("advertiser_id", "ad_id"),
    "AD_ACCOUNT_SUSPENSION": (),
    "CREATIVE_FATIGUE": (),
    "REPORT_DATA_CHANGE": (),
    "API_SERVICE_STATUS": (),
}
_MOST_ADVERTISERS = 100


def subscribe(call: Call) -> Data:
    """POST /subscription/subscribe/"""
    given = call.parameters
    app = call.app()
    entity = given.choice("subscribe_entity", _entities(call.simulator))
    callback_url = given.text("callback_url")
    detail = given.needed_section("subscription_detail")
    token = detail.text("access_token")
    granted = call.market.brand_tokens.find(token)
    if granted is None or granted.app_id != app.app_id:
        raise wrong_token()
    if entity in OBJECTS:
        account_id = detail.text("tto_tcm_account_id")
        if account_id not in granted.account_ids:
            raise no_permission(f"TTO account {account_id}")
    else:
        _check_subject(entity, detail)
    if not callback_url.startswith(("https://", "http://")):
        raise invalid("Invalid value for callback_url: not a valid URL.")
    subscription = Subscription(call.simulator.number_id(), app.app_id, entity, callback_url, detail.raw())
    call.market.subscriptions[subscription.subscription_id] = subscription
    _record(call, "subscription_created", subscription)
    return {"subscription_id": subscription.subscription_id}


def listed(call: Call) -> Data:
    """GET /subscription/get/"""
    app = call.app()
    entity = call.parameters.choice("subscribe_entity", _entities(call.simulator))
    found = [one for one in call.market.subscriptions.values() if (one.app_id, one.entity) == (app.app_id, entity)]
    shown, page_info = page_of(call.parameters, found, most=1000, default=10)
    return {
        "subscriptions": [
            {
                "app_id": one.app_id,
                "subscription_id": one.subscription_id,
                "subscribe_entity": one.entity,
                "callback_url": one.callback_url,
                "subscription_detail": one.detail,
            }
            for one in shown
        ],
        "page_info": page_info,
    }


def unsubscribe(call: Call) -> Data:
    """POST /subscription/unsubscribe/: takes the id as text or number, answers it as a bare number beyond 2^53."""
    app = call.app()
    number = _id(call.parameters)
    subscription = call.market.subscriptions.get(number)
    if subscription is None or subscription.app_id != app.app_id:
        raise not_found(f"Subscription {number}")
    del call.market.subscriptions[number]
    _record(call, "subscription_removed", subscription)
    return {"subscription_id": int(number)}


def _entities(simulator: "Simulator") -> tuple[str, ...]:
    assumed = tuple(OBJECTS) if simulator.settings.assumed else ("TCM_VIDEOS",)
    return (*assumed, *_SILENT)


def _check_subject(entity: str, detail: Parameters) -> None:
    for name in _SILENT[entity]:
        detail.text(name)
    if entity == "AD_ACCOUNT_SUSPENSION" and detail.maybe_text("bc_id") is None:
        detail.texts("advertiser_ids", most=_MOST_ADVERTISERS, required=True)


def _id(parameters: Parameters) -> str:
    value = parameters.raw().get("subscription_id")
    return str(value) if isinstance(value, int) else parameters.text("subscription_id")


def _record(call: Call, kind: str, subscription: Subscription) -> None:
    call.simulator.ledger.record(
        kind,
        subscription_id=subscription.subscription_id,
        subscribe_entity=subscription.entity,
        callback_url=subscription.callback_url,
    )
