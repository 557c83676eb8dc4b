"""Orders: what a campaign costs and when it runs, as TikTok is told (the ASSUMED contract)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.campaign_plan import Collaboration
from creatorport.domain.handle import Handle
from creatorport.domain.money import Money
from creatorport.domain.product import Product


@dataclass(frozen=True, slots=True)
class OrderedCreator:
    """What one creator gets and owes: 1 to 10 deliverables, by a day where one is named."""

    handle: Handle
    fee: Money | None
    deliverables: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to place. `reference` is ours, at most 64 characters: by it the order is found again."""

    campaign_tiktok_id: str
    reference: str
    budget: Money
    starts_on: date
    ends_on: date
    collaboration: Collaboration
    products: tuple[Product, ...]
    creators: tuple[OrderedCreator, ...]


@dataclass(frozen=True, slots=True)
class OrderAtTikTok:
    """An order as TikTok shows it. `is_over` is one whose last day has passed: it changes no more."""

    order_id: str
    reference: str | None
    budget: Money
    ends_on: date
    is_cancelled: bool
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class OrderChange:
    """What is to become of an order: another last day, another budget, or its cancellation."""

    order_id: str
    ends_on: date | None = None
    cancel: bool = False
    budget: Money | None = None


class Orders(Protocol):
    """Every method raises TikTokError. Absent where the assumed contract is off."""

    async def place(self, access: Access, order: NewOrder) -> OrderAtTikTok:
        """Place an order. The same reference of the same account gives the same order."""
        ...

    async def change(self, access: Access, change: OrderChange) -> OrderAtTikTok:
        """Change an order. One that is over or cancelled is refused, except that it can be cancelled again."""
        ...

    async def of_campaign(self, access: Access, campaign_tiktok_id: str) -> Sequence[OrderAtTikTok]:
        """Return all orders of a campaign, over all pages."""
        ...
