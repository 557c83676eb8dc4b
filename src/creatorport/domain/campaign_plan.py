"""CampaignPlan: what a brand means to spend, when, for what, and whom it asks for what."""

from dataclasses import dataclass

from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """The plan of one campaign. Nothing in it is known to TikTok, which has no place for it.

    `budget` is the most that may be committed to creators; None where no limit was set.
    """

    budget: Money | None = None

    def __post_init__(self) -> None:
        if self.budget is not None and self.budget.amount <= 0:
            raise InvalidValue("budget.amount", "is more than nothing")


NO_PLAN = CampaignPlan()
