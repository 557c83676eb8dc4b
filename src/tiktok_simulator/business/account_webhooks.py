"""Where an app wants to be told of what happens on the accounts that authorised it: one URL per app and event type."""

from tiktok_simulator.business.account_webhook_records import AccountWebhook
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.refusals import invalid, not_found

EVENT_TYPES = ("VIDEO", "COMMENT", "DIRECT_MESSAGE", "BRAND_MENTION")
_MOST_ITEMS = 100


def update(call: Call) -> Data:
    """POST /business/webhook/update/"""
    app = call.app()
    event_type = call.parameters.choice("event_type", EVENT_TYPES)
    callback_url = call.parameters.text("callback_url")
    if not callback_url.startswith(("https://", "http://")):
        raise invalid("Invalid value for callback_url: not a valid URL.")
    webhook = AccountWebhook(app.app_id, event_type, callback_url, _items(call, event_type))
    call.market.account_webhooks.keep(webhook)
    call.simulator.ledger.record(
        "account_webhook_updated", app_id=app.app_id, event_type=event_type, callback_url=callback_url
    )
    return _shown(webhook)


def listed(call: Call) -> Data:
    """GET /business/webhook/list/: without a `callback_url`, nothing is configured."""
    app = call.app()
    event_type = call.parameters.choice("event_type", EVENT_TYPES)
    webhook = call.market.account_webhooks.of(app.app_id, event_type)
    return {"app_id": app.app_id, "event_type": event_type} if webhook is None else _shown(webhook)


def delete(call: Call) -> Data:
    """POST /business/webhook/delete/: all of it, or single posts of those that comments are told of."""
    app = call.app()
    event_type = call.parameters.choice("event_type", EVENT_TYPES)
    webhook = call.market.account_webhooks.of(app.app_id, event_type)
    if webhook is None:
        raise not_found(f"Webhook {event_type}")
    dropped = _items(call, event_type)
    if dropped:
        webhook.items = [item for item in webhook.items if item not in dropped]
    if not dropped or not webhook.items:
        call.market.account_webhooks.drop(app.app_id, event_type)
    call.simulator.ledger.record("account_webhook_deleted", app_id=app.app_id, event_type=event_type)
    return {"app_id": app.app_id, "event_type": event_type}


def _items(call: Call, event_type: str) -> list[str]:
    items = call.parameters.texts("item_list", most=_MOST_ITEMS) or []
    if items and event_type != "COMMENT":
        raise invalid("Invalid value for item_list: only for event_type COMMENT.")
    return items


def _shown(webhook: AccountWebhook) -> Data:
    shown: Data = {
        "app_id": webhook.app_id,
        "event_type": webhook.event_type,
        "callback_url": webhook.callback_url,
    }
    return shown | ({"item_list": webhook.items} if webhook.items else {})
