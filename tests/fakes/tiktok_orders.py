"""Orders on a FakeTikTokOne."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from creatorport.application.ports.orders import NewOrder, OrderAtTikTok, OrderChange
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import TikTokRefused

if TYPE_CHECKING:
    from tests.fakes.tiktok_marketplace import FakeTikTokOne


@dataclass
class FakeOrders:
    """Placed orders by id, each with what was ordered: `placed`. Time does not end them, but `finish` does."""

    one: "FakeTikTokOne"
    placed: dict[str, tuple[str, NewOrder, OrderAtTikTok]] = field(default_factory=dict)

    async def place(self, access: Access, order: NewOrder) -> OrderAtTikTok:
        async with self.one.troubles.around("orders.place"):
            self.one.admit("orders.place", access)
            self.one.campaign("orders.place", access, order.campaign_tiktok_id)
            if not order.creators or any(one.handle not in self.one.creators for one in order.creators):
                raise TikTokRefused("orders.place", "This creator is not on TikTok One.", tiktok_code="40002")
            for account, _, shown in self.placed.values():
                if (account, shown.reference) == (access.tto_account_id, order.reference):
                    return shown
            number = str(7_800_000_000_000_000_000 + next(self.one.serial))
            shown = OrderAtTikTok(number, order.reference, order.budget, order.ends_on, is_cancelled=False)
            self.placed[number] = (access.tto_account_id, order, shown)
            return shown

    async def change(self, access: Access, change: OrderChange) -> OrderAtTikTok:
        async with self.one.troubles.around("orders.change"):
            self.one.admit("orders.change", access)
            if change.order_id not in self.placed:
                raise TikTokRefused("orders.change", "The order does not exist.", tiktok_code="40007")
            account, order, shown = self.placed[change.order_id]
            if shown.is_cancelled:
                if change.cancel and change.ends_on is None and change.budget is None:
                    return shown
                raise TikTokRefused("orders.change", "The order is CANCELLED.", tiktok_code="40002")
            if shown.is_over:
                raise TikTokRefused("orders.change", "The order is COMPLETED.", tiktok_code="40002")
            shown = replace(shown, is_cancelled=change.cancel, ends_on=change.ends_on or shown.ends_on)
            shown = replace(shown, budget=change.budget or shown.budget)
            self.placed[change.order_id] = (account, order, shown)
            return shown

    def finish(self) -> None:
        """Let the last day of all orders pass."""
        self.placed |= {
            number: (account, order, replace(shown, is_over=not shown.is_cancelled))
            for number, (account, order, shown) in self.placed.items()
        }

    async def of_campaign(self, access: Access, campaign_tiktok_id: str) -> Sequence[OrderAtTikTok]:
        async with self.one.troubles.around("orders.of_campaign"):
            self.one.admit("orders.of_campaign", access)
            mine = (one for one in self.placed.values() if one[0] == access.tto_account_id)
            return [shown for _, order, shown in mine if order.campaign_tiktok_id == campaign_tiktok_id]
