"""Orders (the assumed contract): money, dates and products for a campaign."""

from datetime import date
from typing import Any

from tiktok_simulator.business.assumed_records import Order
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.moments import day
from tiktok_simulator.business.money import money
from tiktok_simulator.business.parameters import Parameters, page_of
from tiktok_simulator.business.refusals import invalid, no_permission, not_found

_KINDS = ("PAID", "GIFTED", "AFFILIATE", "HYBRID")


def create(call: Call) -> Data:
    """POST /tto/tcm/order/create/: the same `external_id` of the same account gives the same order."""
    account_id = call.account()
    given = call.parameters
    external_id = given.maybe_text("external_id", most=64)
    start, end = _needed_day(given, "start_date"), _needed_day(given, "end_date")
    order = Order(
        order_id="",
        account_id=account_id,
        campaign_id=given.text("campaign_id"),
        external_id=external_id,
        created_at=call.now,
        cancelled=False,
        budget=money(given.needed_section("budget"), "budget"),
        start_date=start.isoformat(),
        end_date=end.isoformat(),
        collaboration_type=given.choice("collaboration_type", _KINDS),
        products=[_product(one) for one in given.sections("products", most=20)],
        creators=[_creator(one) for one in given.sections("creators", most=100)],
    )
    if not order.creators:
        raise invalid("creators is required.")
    if end < start:
        raise invalid("Invalid value for end_date: before start_date.")
    call.campaign_of(account_id, order.campaign_id)
    for one in order.creators:
        call.listed(one["handle_name"])
    known = call.market.orders.values()
    same = next(
        (one for one in known if external_id and (one.account_id, one.external_id) == (account_id, external_id)), None
    )
    if same is not None:
        return _view(call, same)
    order.order_id = call.simulator.number_id()
    call.market.orders[order.order_id] = order
    facts = {"order_id": order.order_id, "campaign_id": order.campaign_id}
    call.simulator.ledger.record("order_created", **facts, external_id=external_id)
    return _view(call, order)


def listed(call: Call) -> Data:
    """GET /tto/tcm/order/get/"""
    account_id = call.account()
    ids, campaigns = call.parameters.texts("order_ids", most=50), call.parameters.texts("campaign_ids", most=50)
    found = [
        order
        for order in reversed(call.market.orders.values())
        if order.account_id == account_id
        and (not ids or order.order_id in ids)
        and (not campaigns or order.campaign_id in campaigns)
    ]
    shown, page_info = page_of(call.parameters, found, most=50, default=10)
    return {"orders": [_view(call, order) for order in shown], "page_info": page_info}


def update(call: Call) -> Data:
    """POST /tto/tcm/order/update/: budget, end date, or cancellation; a finished order stays as it is."""
    given = call.parameters
    order_id = given.text("order_id")
    budget, end = given.section("budget"), given.day("end_date")
    new_budget = None if budget is None else money(budget, "budget")
    cancels = given.maybe_text("status") is not None and given.choice("status", {"CANCELLED"}) == "CANCELLED"
    order = call.market.orders.get(order_id)
    if order is None:
        raise not_found(f"Order {order_id}")
    if call.brand is None or order.account_id not in call.brand.account_ids:
        raise no_permission(f"order {order_id}")
    status = _status(call, order)
    if status == "CANCELLED" and cancels and new_budget is None and end is None:
        return _view(call, order)
    if status in {"CANCELLED", "COMPLETED"}:
        raise invalid(f"The order is {status}.")
    if end is not None and end.isoformat() < order.start_date:
        raise invalid("Invalid value for end_date: before start_date.")
    order.budget = new_budget or order.budget
    order.end_date = order.end_date if end is None else end.isoformat()
    order.cancelled = order.cancelled or cancels
    call.simulator.ledger.record("order_cancelled" if cancels else "order_updated", order_id=order_id)
    return _view(call, order)


def _needed_day(given: Parameters, name: str) -> date:
    found = given.day(name)
    if found is None:
        raise invalid(f"{name} is required.")
    return found


def _product(one: Parameters) -> dict[str, Any]:
    return {name: one.maybe_text(name) for name in ("product_id", "product_name", "product_url")}


def _creator(one: Parameters) -> dict[str, Any]:
    fee, due = one.section("fee"), one.day("due_date")
    return {
        "handle_name": one.text("handle_name"),
        "fee": None if fee is None else money(fee, "fee"),
        "deliverable_count": one.whole("deliverable_count", 1, 10, 1),
        "due_date": None if due is None else due.isoformat(),
    }


def _status(call: Call, order: Order) -> str:
    today = day(call.now).isoformat()
    if order.cancelled:
        return "CANCELLED"
    if today < order.start_date:
        return "PENDING"
    return "ACTIVE" if today <= order.end_date else "COMPLETED"


def _view(call: Call, order: Order) -> Data:
    return {
        "order_id": order.order_id,
        "campaign_id": order.campaign_id,
        "status": _status(call, order),
        "budget": order.budget,
        "start_date": order.start_date,
        "end_date": order.end_date,
        "collaboration_type": order.collaboration_type,
        "products": order.products,
        "creators": order.creators,
        "external_id": order.external_id,
        "create_time": int(order.created_at),
    }
