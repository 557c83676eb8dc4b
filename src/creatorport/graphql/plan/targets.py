"""Targets, and how far the captured totals are on the way to them."""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

import strawberry

from creatorport.application.views import TotalsView
from creatorport.domain.campaign_plan import Targets
from creatorport.domain.pedigree import Absence
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute
from creatorport.graphql.performance.metrics import AbsenceReason


@strawberry.enum(description="What a campaign is meant to come to.")
class TargetMetric(Enum):
    VIEWS = value("VIEWS", description="Views of all its videos together.")
    ENGAGEMENT_RATE = value("ENGAGEMENT_RATE", description="The engagement rate over all its videos, a fraction.")
    CONVERSIONS = value("CONVERSIONS", description="Conversions.")


@strawberry.type(description="What a campaign is meant to come to, and what it has come to so far.")
class TargetProgress:
    metric: TargetMetric = attribute("What is measured.")
    target: Decimal = attribute("What it is meant to come to.")
    actual: Decimal | None = attribute("What it has come to, by the last captures; null when that is not known.")
    progress: float | None = attribute("The actual over the target: 1.0 and more is reached; null without an actual.")
    absence: AbsenceReason | None = attribute("Why there is no actual; null when there is one.")


def progress_of(targets: Targets, totals: TotalsView) -> Sequence[TargetProgress]:
    """Return the progress towards each target that is set."""
    rate = totals.counts.engagement_rate
    missing = Absence.NOT_SUPPORTED if totals.measured else Absence.NOT_YET
    without_rate = Absence.NO_VIEWS if totals.counts.views == 0 else missing
    every = (
        (TargetMetric.VIEWS, targets.views, totals.counts.views, missing),
        (
            TargetMetric.ENGAGEMENT_RATE,
            targets.engagement_rate,
            None if rate is None else (Decimal(rate.engagements) / rate.views).quantize(Decimal("0.000001")),
            without_rate,
        ),
        # Nobody tells us of sales yet; see Absence.NOT_SUPPORTED.
        (TargetMetric.CONVERSIONS, targets.conversions, None, Absence.NOT_SUPPORTED),
    )
    return [_progress(metric, target, actual, why) for metric, target, actual, why in every if target is not None]


def _progress(
    metric: TargetMetric, target: int | Decimal, actual: int | Decimal | None, why: Absence
) -> TargetProgress:
    return TargetProgress(
        metric=metric,
        target=Decimal(target),
        actual=None if actual is None else Decimal(actual),
        progress=None if actual is None else float(Decimal(actual) / Decimal(target)),
        absence=AbsenceReason(why.value) if actual is None else None,
    )
