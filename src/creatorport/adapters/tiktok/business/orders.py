"""Orders: an ASSUMED contract. The simulator serves it; TikTok is never asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from creatorport.adapters.tiktok.business.assumed import never_at_tiktok
from creatorport.adapters.tiktok.business.marketplace import Marketplace, listed
from creatorport.adapters.tiktok.endpoints import ORDER_CREATE, ORDER_LIST, ORDER_UPDATE
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.orders import NewOrder, OrderAtTikTok, OrderChange, OrderedCreator
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money
from creatorport.domain.product import Product

_PAGE = 50


class HttpOrders:
    """Implements Orders where the assumed contract is switched on."""

    def __init__(self, transport: Transport) -> None:
        """Raises ValueError when the transport would carry assumed calls to TikTok itself."""
        self._marketplace = Marketplace(never_at_tiktok(transport))

    async def place(self, access: Access, order: NewOrder) -> OrderAtTikTok:
        document: dict[str, Any] = {
            "campaign_id": order.campaign_tiktok_id,
            "external_id": order.reference,
            "budget": _money(order.budget),
            "start_date": order.starts_on.isoformat(),
            "end_date": order.ends_on.isoformat(),
            "collaboration_type": order.collaboration.value,
            "products": [_product(one) for one in order.products],
            "creators": [_creator(one) for one in order.creators],
        }
        return _order(await self._marketplace.post(access, ORDER_CREATE, document))

    async def change(self, access: Access, change: OrderChange) -> OrderAtTikTok:
        document: dict[str, Any] = {"order_id": change.order_id}
        if change.ends_on is not None:
            document["end_date"] = change.ends_on.isoformat()
        if change.budget is not None:
            document["budget"] = _money(change.budget)
        if change.cancel:
            document["status"] = "CANCELLED"
        return _order(await self._marketplace.post(access, ORDER_UPDATE, document))

    async def of_campaign(self, access: Access, campaign_tiktok_id: str) -> Sequence[OrderAtTikTok]:
        found: dict[str, OrderAtTikTok] = {}
        query = {"campaign_ids": listed([campaign_tiktok_id])}
        async for page in self._marketplace.pages(access, ORDER_LIST, query, size=_PAGE):
            for row in page.each("orders"):
                order = _order(row)
                found[order.order_id] = order
        return list(found.values())


def _money(amount: Money) -> dict[str, str]:
    return {"amount": f"{amount.amount:f}", "currency": amount.currency}


def _product(product: Product) -> dict[str, str]:
    return {"product_name": product.name} | ({"product_url": product.url} if product.url else {})


def _creator(creator: OrderedCreator) -> dict[str, Any]:
    given: dict[str, Any] = {"handle_name": creator.handle.text, "deliverable_count": creator.deliverables}
    if creator.fee is not None:
        given["fee"] = _money(creator.fee)
    if creator.due_on is not None:
        given["due_date"] = creator.due_on.isoformat()
    return given


def _order(row: Payload) -> OrderAtTikTok:
    budget = row.inner("budget")
    try:
        return OrderAtTikTok(
            order_id=row.id("order_id"),
            reference=row.maybe_text("external_id"),
            budget=Money.of(budget.text("amount"), budget.text("currency")),
            ends_on=date.fromisoformat(row.text("end_date")),
            is_cancelled=row.text("status") == "CANCELLED",
            is_over=row.text("status") == "COMPLETED",
        )
    except (InvalidValue, ValueError) as error:
        raise row.lost("order") from error
