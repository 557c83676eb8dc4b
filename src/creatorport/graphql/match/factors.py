from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum

import strawberry

from creatorport.domain.match.score import Factor
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute


@strawberry.enum(description="What a match score is made of.")
class MatchFactorName(Enum):
    AUDIENCE = value("AUDIENCE", description="The share of the audience in the wanted countries. 25 points.")
    CATEGORY = value("CATEGORY", description="The share of the wanted categories that are the creator's. 25 points.")
    PRICE = value("PRICE", description="The price, over what can be spent on each creator. 20 points.")
    ENGAGEMENT = value(
        "ENGAGEMENT", description="The engagement rate, over what is usual for creators of this size. 20 points."
    )
    RECENCY = value("RECENCY", description="Days since the last post that this workspace knows of. 10 points.")


@strawberry.enum(description="What is known of a factor's input.")
class InputStanding(Enum):
    KNOWN = value("KNOWN", description="It was read.")
    ESTIMATED = value("ESTIMATED", description="Something else stands in for it; it counts half for the confidence.")
    MISSING = value("MISSING", description="It is not known: the factor gives half its weight, and no confidence.")
    NOT_ASKED = value(
        "NOT_ASKED", description="The campaign does not say what it wants: the factor gives half its weight to all."
    )


@strawberry.enum(description="Why a factor's input is missing.")
class InputGap(Enum):
    NOT_READ = value("NOT_READ", description="Nobody told it, or it was not read yet.")
    OTHER_CURRENCY = value("OTHER_CURRENCY", description="The price is of another currency than the budget.")


@strawberry.type(description="What one factor gives to a score, and from what.")
class MatchFactor:
    name: MatchFactorName = attribute("Which factor.")
    weight: int = attribute("How many points it gives at most.")
    contribution: Decimal = attribute("How many it gives. Those of all factors add up to the score exactly.")
    standing: InputStanding = attribute("What is known of its input.")
    gap: InputGap | None = attribute("Why the input is missing; null unless it is.")
    input: float | None = attribute("Its input, a number whose meaning `name` tells; null unless known or estimated.")
    read_at: datetime | None = attribute("When the input was read; of two, the older one. Null without an input.")
    age_in_days: float | None = attribute("How old the input is. Null without one.")


def shown(factor: Factor, now: datetime) -> MatchFactor:
    reading = factor.reading
    age = None if reading.at is None else max(timedelta(0), now - reading.at)
    return MatchFactor(
        name=MatchFactorName(factor.name.value),
        weight=factor.weight,
        contribution=factor.points,
        standing=InputStanding(reading.standing.value),
        gap=None if reading.gap is None else InputGap(reading.gap.value),
        input=None if reading.number is None else float(reading.number),
        read_at=reading.at,
        age_in_days=None if age is None else age / timedelta(days=1),
    )
