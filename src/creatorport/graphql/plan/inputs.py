from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

from creatorport.domain import campaign_plan as plan
from creatorport.domain import milestone, product, timeline
from creatorport.domain.campaign_changes import CampaignChanges
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import MemberId
from creatorport.domain.product_link import LinkPlacement
from creatorport.domain.terms import AskedDeliverable
from creatorport.domain.terms import DeliverableKind as Kind
from creatorport.graphql.money.types import MoneyInput, amount_of
from creatorport.graphql.plan import words
from creatorport.graphql.plan.words import CollaborationType, MilestoneMetric
from creatorport.graphql.scalars import BigInt
from creatorport.graphql.terms.types import DeliverableKind


@strawberry.input(description="The days on which a campaign runs, by the calendar of one place.")
class TimelineInput:
    starts_on: date = strawberry.field(description=words.STARTS_ON)
    ends_on: date = strawberry.field(description=words.ENDS_ON)
    time_zone: str = strawberry.field(description=words.TIME_ZONE)


@strawberry.input(description="What a campaign shows.")
class ProductInput:
    name: str = strawberry.field(description=words.PRODUCT_NAME)
    url: str | None = strawberry.field(default=None, description=words.PRODUCT_URL)


@strawberry.input(description="How the link to the first product with a page is to be placed on TikTok.")
class LinkPlacementInput:
    category_label_id: str = strawberry.field(description=words.CATEGORY_LABEL_ID)
    country_code: str = strawberry.field(description=words.COUNTRY_CODE)
    picture_url: str = strawberry.field(description=words.PICTURE_URL)


@strawberry.input(description="What each creator is asked to make, and by when.")
class PlannedDeliverableInput:
    kind: DeliverableKind = strawberry.field(description="What is to be made.")
    count: int = strawberry.field(default=1, description=words.COUNT)
    due_after_days: int | None = strawberry.field(default=None, description=words.DUE_AFTER_DAYS)
    due_on: date | None = strawberry.field(default=None, description=words.DUE_ON)


@strawberry.input(description="What a campaign is meant to come to.")
class TargetsInput:
    views: BigInt | None = strawberry.field(default=None, description=words.TARGET_VIEWS)
    engagement_rate: Decimal | None = strawberry.field(default=None, description=words.TARGET_RATE)
    conversions: BigInt | None = strawberry.field(default=None, description=words.TARGET_CONVERSIONS)


@strawberry.input(description="A number that a campaign is to reach.")
class MilestoneInput:
    metric: MilestoneMetric = strawberry.field(description=words.METRIC)
    threshold: BigInt = strawberry.field(description=words.THRESHOLD)


@strawberry.input(description="A member who works on a campaign.")
class TeamMemberInput:
    member_id: str = strawberry.field(description=words.MEMBER_ID)
    part: str = strawberry.field(description=words.PART)


@strawberry.input(description="The plan of a campaign. What is left out stays as it is; null takes it away.")
class PlanInput:
    budget: MoneyInput | None = strawberry.field(
        default=strawberry.UNSET, description="The most that may be committed to creators; null for no limit."
    )
    timeline: TimelineInput | None = strawberry.field(default=strawberry.UNSET, description="The days of the campaign.")
    collaboration: CollaborationType | None = strawberry.field(
        default=strawberry.UNSET, description="What creators get."
    )
    products: list[ProductInput] | None = strawberry.field(
        default=strawberry.UNSET, description=f"What it shows: at most {plan.PRODUCTS_MAX}."
    )
    deliverables: list[PlannedDeliverableInput] | None = strawberry.field(
        default=strawberry.UNSET, description=f"What each creator is asked for: at most {plan.DELIVERABLES_MAX}."
    )
    targets: TargetsInput | None = strawberry.field(
        default=strawberry.UNSET, description="What it is meant to come to."
    )
    milestones: list[MilestoneInput] | None = strawberry.field(
        default=strawberry.UNSET, description=f"Numbers on the way: at most {plan.MILESTONES_MAX}, each once."
    )
    placement: LinkPlacementInput | None = strawberry.field(
        default=strawberry.UNSET, description="How its first product with a page is linked; without it, it is not."
    )
    team: list[TeamMemberInput] | None = strawberry.field(
        default=strawberry.UNSET, description=f"Who works on it: at most {plan.TEAM_MAX}, each once."
    )


def changes_of(given: PlanInput) -> CampaignChanges:
    """Return the changes that a plan's input names. Raises InvalidValue with the path of what is wrong."""
    makers: dict[str, Any] = {
        "budget": lambda it: amount_of(it, "budget"),
        "timeline": lambda it: it and timeline.Timeline(it.starts_on, it.ends_on, it.time_zone),
        "collaboration": lambda it: it and plan.Collaboration(it.value),
        "products": lambda it: _each(it, "products", lambda one: product.Product(one.name, one.url)),
        "deliverables": lambda it: _each(it, "deliverables", _deliverable),
        "targets": lambda it: plan.Targets(it.views, it.engagement_rate, it.conversions) if it else plan.Targets(),
        "milestones": lambda it: _each(
            it,
            "milestones",
            lambda one: milestone.Milestone(milestone.MilestoneMetric(one.metric.value), one.threshold),
        ),
        "placement": lambda it: it and LinkPlacement(it.category_label_id, it.country_code, it.picture_url),
        "team": lambda it: _each(it, "team", lambda one: plan.TeamMember(MemberId(one.member_id), one.part)),
    }
    named = {name: getattr(given, name) for name in makers if getattr(given, name) is not strawberry.UNSET}
    return CampaignChanges(**{name: makers[name](value) for name, value in named.items()})


def plan_of(given: PlanInput) -> plan.CampaignPlan:
    """Return a new campaign's plan. Raises InvalidValue with the path of what is wrong."""
    return plan.CampaignPlan(**dict(changes_of(given).named()))  # type: ignore[arg-type]  # names and types are the same


def _deliverable(given: PlannedDeliverableInput) -> AskedDeliverable:
    return AskedDeliverable(Kind(given.kind.value), given.count, given.due_on, given.due_after_days)


def _each(given: Sequence[Any] | None, field: str, make: Any) -> tuple[Any, ...]:
    made = []
    for place, one in enumerate(given or ()):
        with _below(f"{field}.{place}"):
            made.append(make(one))
    return tuple(made)


@contextmanager
def _below(field: str) -> Iterator[None]:
    try:
        yield
    except InvalidValue as error:
        raise InvalidValue(f"{field}.{error.field}", error.reason) from error
