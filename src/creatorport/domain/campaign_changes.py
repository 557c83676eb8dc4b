"""What may be changed of a campaign, in which state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from typing import Final

from creatorport.domain.campaign_plan import Collaboration, Targets, TeamMember
from creatorport.domain.campaign_state import CampaignState
from creatorport.domain.milestone import Milestone
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from creatorport.domain.product_link import LinkPlacement
from creatorport.domain.terms import AskedDeliverable
from creatorport.domain.timeline import Timeline


class Unchanged(Enum):
    UNCHANGED = "left as it is"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class CampaignChanges:
    """New values; what is not named stays. None and empty take a value away, where there may be none."""

    name: str | Unchanged = UNCHANGED
    brand_name: str | Unchanged = UNCHANGED
    brief: str | Unchanged = UNCHANGED
    budget: Money | Unchanged | None = UNCHANGED
    timeline: Timeline | Unchanged | None = UNCHANGED
    collaboration: Collaboration | Unchanged | None = UNCHANGED
    products: tuple[Product, ...] | Unchanged = UNCHANGED
    deliverables: tuple[AskedDeliverable, ...] | Unchanged = UNCHANGED
    placement: LinkPlacement | Unchanged | None = UNCHANGED
    targets: Targets | Unchanged = UNCHANGED
    milestones: tuple[Milestone, ...] | Unchanged = UNCHANGED
    team: tuple[TeamMember, ...] | Unchanged = UNCHANGED

    def named(self) -> Iterator[tuple[str, object]]:
        """Yield what is to be changed: the name of each attribute, and its new value."""
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not UNCHANGED:
                yield one.name, value


class Rule(StrEnum):
    """How a field may be changed."""

    FREE = "to any value"
    BOUND = "not below what is committed; an end only to one that is to come, a beginning not at all"
    NEVER = "not at all"


# TikTok cannot rename a campaign or change its brief, so what it was told stays. What creators agreed to stays too.
_S, _FREE, _BOUND, _NEVER = CampaignState, Rule.FREE, Rule.BOUND, Rule.NEVER
_COLUMNS = (
    "name", "brand_name", "brief", "budget", "timeline", "collaboration",
    "products", "deliverables", "targets", "milestones", "team", "placement",
)  # fmt: skip
_TABLE = {
    #               name    brand   brief   budget  time    collab  product deliver target  milest  team    placement
    _S.DRAFT:      (_FREE,  _FREE,  _FREE,  _FREE,  _FREE,  _FREE,  _FREE,  _FREE,  _FREE,  _FREE,  _FREE, _FREE),
    _S.SUBMITTING: (_NEVER, _NEVER, _NEVER, _BOUND, _NEVER, _NEVER, _NEVER, _NEVER, _FREE,  _FREE,  _FREE, _NEVER),
    _S.ACTIVE:     (_NEVER, _NEVER, _NEVER, _BOUND, _BOUND, _NEVER, _FREE,  _FREE,  _FREE,  _FREE,  _FREE, _NEVER),
    _S.PAUSED:     (_NEVER, _NEVER, _NEVER, _BOUND, _BOUND, _NEVER, _FREE,  _FREE,  _FREE,  _FREE,  _FREE, _NEVER),
    _S.COMPLETED:  (_NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER),
    _S.CANCELLED:  (_NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER),
    _S.REJECTED:   (_NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER),
}  # fmt: skip

EDIT_RULES: Mapping[CampaignState, Mapping[str, Rule]] = {
    state: dict(zip(_COLUMNS, row, strict=True)) for state, row in _TABLE.items()
}


_PLANNED = frozenset({"budget", "timeline", "collaboration", "products", "deliverables"})
"""What an order tells of a plan, or could. Targets, milestones and the team are nobody's but the workspace's."""


def not_at_tiktok(changes: CampaignChanges, *, ordered: bool) -> tuple[str, ...]:
    """Return what of these changes, as inputs name it, TikTok does not learn of a campaign that it has.

    It has no call that changes a campaign. An order, where there is one, takes another budget and another last day.
    """
    told = {"timeline"} | ({"budget"} if changes.budget is not None else set()) if ordered else set()
    return tuple(input_name(name) for name, _ in changes.named() if name in _PLANNED - told)


def input_name(attribute: str) -> str:
    """Return how inputs name an attribute: `brandName`."""
    head, *rest = attribute.split("_")
    return head + "".join(part.capitalize() for part in rest)
