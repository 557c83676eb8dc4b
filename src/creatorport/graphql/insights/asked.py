"""The arguments that insights take, wherever they are asked for."""

from enum import Enum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import strawberry

from creatorport.application.insight_views import InsightsAsked
from creatorport.domain.errors import InvalidValue
from creatorport.domain.insights.videos import ContentOrder as Order
from creatorport.domain.texts import text
from creatorport.graphql.enums import value

DAYS_DEFAULT, DAYS_MAX = 60, 400
BEST_DEFAULT, BEST_MAX = 10, 50
_LONGEST_ZONE = 64


@strawberry.enum(description="By what videos are the best.")
class ContentOrder(Enum):
    VIEWS = value("VIEWS", description="Most views first.")
    ENGAGEMENT = value("ENGAGEMENT", description="Highest engagement rate first.")


Days = Annotated[int, strawberry.argument(description=f"How many of the newest days, 1 to {DAYS_MAX}.")]
Zone = Annotated[str, strawberry.argument(description="The IANA time zone of posting times, such as `Europe/Berlin`.")]
Best = Annotated[int, strawberry.argument(description=f"How many of the best videos, 1 to {BEST_MAX}.")]
BestBy = Annotated[ContentOrder, strawberry.argument(description="By what they are the best.")]


def insights_asked(
    days: Days = DAYS_DEFAULT,
    time_zone: Zone = "UTC",
    best: Best = BEST_DEFAULT,
    best_by: BestBy = ContentOrder.VIEWS,
) -> InsightsAsked:
    """Raises InvalidValue."""
    if not 1 <= days <= DAYS_MAX:
        raise InvalidValue("days", f"ask for 1 to {DAYS_MAX}")
    if not 1 <= best <= BEST_MAX:
        raise InvalidValue("best", f"ask for 1 to {BEST_MAX}")
    return InsightsAsked(days, zone_of(time_zone).key, best, Order(best_by.value))


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of a name. Raises InvalidValue."""
    try:
        return ZoneInfo(text(name, "timeZone", _LONGEST_ZONE))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidValue("timeZone", "is no IANA time zone, such as Europe/Berlin") from error
