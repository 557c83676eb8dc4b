"""Telling subscribers: one entry per event, gathered for a while if so configured, signed by the core's webhooks."""

from typing import TYPE_CHECKING, Any

import orjson

from tiktok_simulator.business.moments import iso_exact

if TYPE_CHECKING:
    from tiktok_simulator.business.records import Subscription
    from tiktok_simulator.simulator import Simulator

# The `object` number of each entity. 9001 and 9002 belong to the assumed contract.
OBJECTS = {"TCM_VIDEOS": 10, "TCM_INVITATIONS": 9001, "TCM_PERFORMANCE": 9002}
_MOST_ENTRIES = 1000
_FLUSH = "market.flush"


def register(simulator: "Simulator") -> None:
    simulator.agenda.on(_FLUSH, lambda facts: _flush(simulator, facts["subscription_id"]))


def tell(simulator: "Simulator", entity: str, account_id: str, entry: dict[str, Any]) -> None:
    """Send the entry, with its time and log id, to everyone who subscribed to this account's events.

    A subscription whose token was revoked stays silent, as on TikTok.
    """
    market = simulator.market
    complete = {**entry, "event_time": iso_exact(simulator.clock.now()), "log_id": simulator.log_id()}
    for subscription in list(market.subscriptions.values()):
        if subscription.entity != entity or subscription.detail.get("tto_tcm_account_id") != account_id:
            continue
        waiting = market.gathered.setdefault(subscription.subscription_id, [])
        waiting.append(complete)
        if market.options.batch_window <= 0 or len(waiting) >= _MOST_ENTRIES:
            _flush(simulator, subscription.subscription_id)
        elif len(waiting) == 1:
            when = simulator.clock.now() + market.options.batch_window
            simulator.agenda.at(when, _FLUSH, subscription_id=subscription.subscription_id)


def _flush(simulator: "Simulator", subscription_id: str) -> None:
    market = simulator.market
    entries = market.gathered.pop(subscription_id, [])
    subscription = market.subscriptions.get(subscription_id)
    if not entries or subscription is None or not _is_alive(simulator, subscription):
        return
    app = simulator.apps.business_app(subscription.app_id)
    if app is None:
        return
    body = orjson.dumps(
        {
            "request_id": simulator.log_id(),
            "object": OBJECTS[subscription.entity],
            "time": int(simulator.clock.now()),
            "entry": entries,
        }
    )
    simulator.webhooks.emit("subscription", subscription.callback_url, app.secret, body, "subscription")


def _is_alive(simulator: "Simulator", subscription: "Subscription") -> bool:
    return simulator.market.brand_tokens.find(subscription.detail["access_token"]) is not None
