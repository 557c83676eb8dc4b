"""CampaignPlan: what a brand means to spend, when, for what, and whom it asks for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import MemberId
from creatorport.domain.milestone import Milestone
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from creatorport.domain.product_link import LinkPlacement
from creatorport.domain.terms import AskedDeliverable
from creatorport.domain.texts import text
from creatorport.domain.timeline import Timeline
from creatorport.domain.workspace import member_id

PRODUCTS_MAX = 20
DELIVERABLES_MAX = 10
MILESTONES_MAX = 20
TEAM_MAX = 50
PART_MAX = 60
_COUNT_MAX = 2**63 - 1


class Collaboration(StrEnum):
    PAID = "PAID"
    GIFTED = "GIFTED"
    AFFILIATE = "AFFILIATE"
    HYBRID = "HYBRID"


@dataclass(frozen=True, slots=True)
class Targets:
    """What the campaign is meant to come to. The rate is a fraction: 0.05 is 5 %."""

    views: int | None = None
    engagement_rate: Decimal | None = None
    conversions: int | None = None

    def __post_init__(self) -> None:
        for name, count in (("views", self.views), ("conversions", self.conversions)):
            if count is not None and not 1 <= count <= _COUNT_MAX:
                raise InvalidValue(f"targets.{name}", "is a whole number from 1 on, of 64 bits")
        if self.engagement_rate is not None and not 0 < self.engagement_rate <= 1:
            raise InvalidValue("targets.engagementRate", "is a fraction between 0 and 1, such as 0.05")


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member who works on the campaign, and the part they play, in the brand's own words."""

    member_id: MemberId
    part: str

    def __post_init__(self) -> None:
        member_id(self.member_id, "memberId")
        object.__setattr__(self, "part", text(self.part, "part", PART_MAX))


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """The plan of one campaign. TikTok has no place for it: it is the workspace's own.

    `budget` is the most that may be committed to creators; None where no limit was set. The first product with a
    page is linked on TikTok, where a `placement` says how.
    """

    budget: Money | None = None
    timeline: Timeline | None = None
    collaboration: Collaboration | None = None
    products: tuple[Product, ...] = ()
    deliverables: tuple[AskedDeliverable, ...] = ()
    targets: Targets = Targets()
    milestones: tuple[Milestone, ...] = ()
    team: tuple[TeamMember, ...] = ()
    placement: LinkPlacement | None = None

    def __post_init__(self) -> None:
        if self.budget is not None and self.budget.amount <= 0:
            raise InvalidValue("budget.amount", "is more than nothing")
        if self.placement is not None and self.linked is None:
            raise InvalidValue("placement", "needs a product with a page")
        _no_more_than(PRODUCTS_MAX, self.products, "products")
        _no_more_than(DELIVERABLES_MAX, self.deliverables, "deliverables")
        _no_more_than(MILESTONES_MAX, self.milestones, "milestones")
        _no_more_than(TEAM_MAX, self.team, "team")
        _each_once(self.milestones, "milestones")
        _each_once([one.member_id for one in self.team], "team")

    @property
    def linked(self) -> Product | None:
        """The first product that has a page."""
        return next((one for one in self.products if one.url is not None), None)


def _no_more_than(most: int, given: Sequence[object], field: str) -> None:
    if len(given) > most:
        raise InvalidValue(f"{field}.{most}", f"name at most {most}")


def _each_once(given: Sequence[object], field: str) -> None:
    for place, one in enumerate(given):
        if one in given[:place]:
            raise InvalidValue(f"{field}.{place}", "is named twice")


NO_PLAN = CampaignPlan()
