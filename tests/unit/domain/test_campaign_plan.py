import pytest

from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money
from tests.unit.domain.specimens import campaign


def test_a_campaign_without_a_plan_has_no_budget() -> None:
    assert campaign().plan == CampaignPlan()
    assert campaign().plan.budget is None


@pytest.mark.parametrize("amount", [0, "-0.01"])
def test_a_budget_is_more_than_nothing(amount: int | str) -> None:
    with pytest.raises(InvalidValue) as refused:
        CampaignPlan(Money.of(amount, "EUR"))
    assert refused.value.field == "budget.amount"
