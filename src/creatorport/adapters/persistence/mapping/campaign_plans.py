"""A campaign's plan as one JSON document. Its budget has columns of its own, for sums."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from creatorport.domain.campaign_plan import CampaignPlan, Collaboration, Targets, TeamMember
from creatorport.domain.ids import MemberId
from creatorport.domain.milestone import Milestone, MilestoneMetric
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from creatorport.domain.product_link import LinkPlacement
from creatorport.domain.terms import AskedDeliverable, DeliverableKind
from creatorport.domain.timeline import Timeline


def money(amount: Decimal | None, currency: str | None) -> Money | None:
    """Return the amount of two columns; None where there is none."""
    return None if amount is None or currency is None else Money(amount, currency)


def plan_to_json(plan: CampaignPlan) -> dict[str, Any]:
    """Return everything but the budget. 64-bit counts are JSON numbers, which PostgreSQL keeps exactly."""
    line, place, rate = plan.timeline, plan.placement, plan.targets.engagement_rate
    return {
        "timeline": [line.starts_on.isoformat(), line.ends_on.isoformat(), line.zone] if line else None,
        "collaboration": plan.collaboration.value if plan.collaboration else None,
        "products": [[one.name, one.url] for one in plan.products],
        "deliverables": [
            [one.kind.value, one.count, one.due_after_days, one.due_on.isoformat() if one.due_on else None]
            for one in plan.deliverables
        ],
        "placement": [place.category_label_id, place.country_code, place.picture_url] if place else None,
        "targets": [plan.targets.views, None if rate is None else str(rate), plan.targets.conversions],
        "milestones": [[one.metric.value, one.threshold] for one in plan.milestones],
        "team": [[one.member_id, one.part] for one in plan.team],
    }


def plan_from_row(row: Any) -> CampaignPlan:
    """Rebuild the plan of any row with the three columns. Without a document, of an older release, it has no more."""
    budget = money(row.budget_amount, row.budget_currency)
    return CampaignPlan(budget) if row.plan is None else _read(row.plan, budget)


def _read(kept: Mapping[str, Any], budget: Money | None) -> CampaignPlan:
    line, kind, (views, rate, conversions) = kept["timeline"], kept["collaboration"], kept["targets"]
    return CampaignPlan(
        budget=budget,
        timeline=Timeline(date.fromisoformat(line[0]), date.fromisoformat(line[1]), line[2]) if line else None,
        collaboration=Collaboration(kind) if kind else None,
        products=tuple(Product(name, url) for name, url in kept["products"]),
        deliverables=tuple(
            AskedDeliverable(DeliverableKind(what), count, date.fromisoformat(due) if due else None, days)
            for what, count, days, due in kept["deliverables"]
        ),
        placement=LinkPlacement(*place) if (place := kept.get("placement")) else None,
        targets=Targets(views, None if rate is None else Decimal(rate), conversions),
        milestones=tuple(Milestone(MilestoneMetric(metric), threshold) for metric, threshold in kept["milestones"]),
        team=tuple(TeamMember(MemberId(member), part) for member, part in kept["team"]),
    )
