from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from creatorport.domain.campaign_plan import CampaignPlan, Targets, TeamMember
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import MemberId
from creatorport.domain.milestone import Milestone, MilestoneMetric
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from creatorport.domain.terms import AskedDeliverable, DeliverableKind
from tests.unit.domain.specimens import campaign

VIEWS = Milestone(MilestoneMetric.VIEWS, 1000)
IDA = TeamMember(MemberId("ida"), "Lead")


def test_a_campaign_without_a_plan_has_no_budget() -> None:
    assert campaign().plan == CampaignPlan()
    assert campaign().plan.budget is None


@pytest.mark.parametrize("amount", [0, "-0.01"])
def test_a_budget_is_more_than_nothing(amount: int | str) -> None:
    with pytest.raises(InvalidValue) as refused:
        CampaignPlan(Money.of(amount, "EUR"))
    assert refused.value.field == "budget.amount"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("products.20", {"products": (Product("Lamp"),) * 21}),
        ("deliverables.10", {"deliverables": (AskedDeliverable(DeliverableKind.VIDEO),) * 11}),
        ("milestones.20", {"milestones": tuple(Milestone(MilestoneMetric.VIEWS, n) for n in range(1, 22))}),
        ("team.50", {"team": tuple(TeamMember(MemberId(str(n)), "Helps") for n in range(51))}),
        ("milestones.1", {"milestones": (VIEWS, VIEWS)}),
        ("team.1", {"team": (IDA, replace(IDA, part="Follows"))}),
    ],
)
def test_too_many_and_the_same_twice_are_refused_with_their_place(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue) as refused:
        replace(CampaignPlan(), **changes)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("count", {"count": 0}),
        ("count", {"count": 11}),
        ("dueAfterDays", {"due_after_days": 0}),
        ("dueAfterDays", {"due_after_days": 366}),
        ("dueOn", {"due_after_days": 3, "due_on": date(2027, 1, 1)}),
    ],
)
def test_a_deliverable_is_asked_for_a_few_times_and_due_at_one_time(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue) as refused:
        AskedDeliverable(DeliverableKind.VIDEO, **changes)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("targets.views", {"views": 0}),
        ("targets.views", {"views": 2**63}),
        ("targets.conversions", {"conversions": -1}),
        ("targets.engagementRate", {"engagement_rate": Decimal("1.01")}),
        ("targets.engagementRate", {"engagement_rate": Decimal(0)}),
    ],
)
def test_a_target_is_a_number_that_can_be_reached(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue) as refused:
        Targets(**changes)
    assert refused.value.field == field


@pytest.mark.parametrize("url", ["https://lumen.example/lamp", "https://xn--bcher-kva.example:8443/?a=1&b=%2F#top"])
def test_a_products_page_is_kept_to_the_byte(url: str) -> None:
    assert Product(" Lamp ", url) == Product("Lamp", url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://lumen.example",
        "https://localhost/",
        "https://ida:secret@lumen.example/",
        "https://lumen.example:port/",
        "https://lumen.example/a b",
        "https://[::1/",
        "javascript:alert(1)",
        "https://lumen.example/" + "x" * 2000,
    ],
)
def test_a_products_page_is_public_and_secure(url: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Product("Lamp", url)
    assert refused.value.field == "url"
