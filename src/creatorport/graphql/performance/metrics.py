"""Numbers with their pedigree, and rates with their formula. A number that is missing says why; it is never zero."""

from datetime import datetime
from enum import Enum

import strawberry

from creatorport.application.views import SnapshotView, TotalsView
from creatorport.domain.counts import Counts
from creatorport.domain.pedigree import Absence
from creatorport.domain.pedigree import Source as DomainSource
from creatorport.domain.rates import EngagementRate
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute
from creatorport.graphql.scalars import BigInt


@strawberry.enum(description="Why there is no number.")
class AbsenceReason(Enum):
    NOT_SUPPORTED = value("NOT_SUPPORTED", description="The source does not tell it.")
    NOT_PERMITTED = value("NOT_PERMITTED", description="The creator did not grant us to see it.")
    NOT_YET = value("NOT_YET", description="Nothing was captured so far.")
    GONE = value("GONE", description="There was one, and it is no longer valid.")
    ERROR = value("ERROR", description="The last attempt to read it failed.")
    NO_VIEWS = value("NO_VIEWS", description="There are no views, and without views there is no rate.")
    DROPPED = value("DROPPED", description="It was kept for its time, and is no more; see what the account tells.")


@strawberry.enum(description="Where a number was read.")
class Source(Enum):
    TIKTOK_DISPLAY = value("TIKTOK_DISPLAY", description="The creator's own account at TikTok.")
    TIKTOK_ONE_DISCOVER = value("TIKTOK_ONE_DISCOVER", description="TikTok One's search for creators.")
    TIKTOK_ONE_PUBLIC = value("TIKTOK_ONE_PUBLIC", description="A creator's public page on TikTok One.")
    TIKTOK_ONE_REPORT = value("TIKTOK_ONE_REPORT", description="TikTok One's report on a campaign.")
    TIKTOK_ONE_AUTHORIZED = value(
        "TIKTOK_ONE_AUTHORIZED", description="TikTok One, as the creator authorised this app to see it."
    )
    TIKTOK_ACCOUNTS = value(
        "TIKTOK_ACCOUNTS", description="The creator's own figures, as they authorised this app to see them."
    )
    DERIVED = value("DERIVED", description="Computed here from numbers of other sources.")


@strawberry.type(description="A count, and where it comes from.")
class Metric:
    value: BigInt | None = attribute("The count; null when it is missing, which is not the same as zero.")
    absence: AbsenceReason | None = attribute("Why the value is null; null when there is one.")
    source: Source = attribute("Where the count is read.")
    captured_at: datetime | None = attribute(
        "When it was read; of a sum, when its oldest part was. Null when nothing was read, or the moment is not kept."
    )
    fresh_until: datetime | None = attribute("Until when it counts as fresh; null where that is not known.")


@strawberry.type(description="A ratio of counts, and how it is made.")
class Rate:
    value: float | None = attribute("The ratio, not a percentage: 0.0531 is 5.31 %. Null when it is undefined.")
    formula: str = attribute(
        "The name and version of the formula. `engagement-by-views/1`: (likes + comments + shares) / views, from sums."
    )
    absence: AbsenceReason | None = attribute("Why the value is null; null when there is one.")


def metric(
    value: int | None,
    *,
    missing: Absence,
    source: DomainSource | str,
    captured_at: datetime | None = None,
    fresh_until: datetime | None = None,
) -> Metric:
    return Metric(
        value=None if value is None else BigInt(value),
        absence=AbsenceReason(missing.value) if value is None else None,
        source=Source(source),
        captured_at=captured_at,
        fresh_until=fresh_until,
    )


def of_snapshot(snapshot: SnapshotView, counter: str) -> Metric:
    return metric(
        getattr(snapshot.counts, counter),
        missing=Absence.NOT_SUPPORTED,
        source=snapshot.source,
        captured_at=snapshot.captured_at,
        fresh_until=snapshot.fresh_until,
    )


def of_totals(totals: TotalsView, counter: str) -> Metric:
    return metric(
        getattr(totals.counts, counter),
        missing=_missing(totals.measured),
        source=DomainSource.DERIVED,
        captured_at=totals.oldest_capture,
        fresh_until=totals.fresh_until,
    )


def engagement(counts: Counts, measured: int = 1) -> Rate:
    rate = counts.engagement_rate
    missing = Absence.NO_VIEWS if counts.views == 0 else _missing(measured)
    return Rate(
        value=None if rate is None else float(rate),
        formula=EngagementRate.formula,
        absence=AbsenceReason(missing.value) if rate is None else None,
    )


def _missing(measured: int) -> Absence:
    return Absence.NOT_SUPPORTED if measured else Absence.NOT_YET
