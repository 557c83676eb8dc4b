from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.performance.metrics import AbsenceReason, Source


@strawberry.enum(description="What creators are compared by.")
class ComparedNumber(Enum):
    FOLLOWERS = value("FOLLOWERS", description="How many follow the creator. More is better.")
    FOLLOWING = value("FOLLOWING", description="How many the creator follows. Neither is better.")
    LIKES = value("LIKES", description="Likes of all the creator's videos. More is better.")
    VIDEOS = value("VIDEOS", description="How many public videos there are. Neither is better.")
    ENGAGEMENT_RATE = value(
        "ENGAGEMENT_RATE", description="Engagement by views of the last 30 videos, as a fraction. More is better."
    )
    MEDIAN_VIEWS = value("MEDIAN_VIEWS", description="The median views of the last 30 videos. More is better.")
    STARTING_PRICE = value(
        "STARTING_PRICE",
        description="What a video costs at least. Less is better; with several currencies, nothing is.",
    )


@strawberry.type(description="One creator's value in a row.")
class ComparedValue:
    creator: Creator = edge(CreatorByIdLoader, "The creator.", key=lambda compared: compared.creator_id)
    value: Decimal | None = derived(
        lambda compared: compared.number.value, "The number; null when it is missing, which is not the same as zero."
    )
    currency: str | None = derived(
        lambda compared: compared.number.currency, "The currency of an amount of money; else null."
    )
    absence: AbsenceReason | None = derived(
        lambda compared: compared.number.absence and AbsenceReason(compared.number.absence.value),
        "Why the value is null; null when there is one.",
    )
    source: Source = derived(lambda compared: Source(compared.number.source.value), "Where it is read.")
    captured_at: datetime | None = derived(
        lambda compared: compared.number.captured_at, "When it was read; null when it never was."
    )
    fresh_until: datetime | None = derived(
        lambda compared: compared.number.fresh_until, "Until when it counts as fresh; null when it never was read."
    )
    is_best: bool = attribute("Whether no other creator here has a better one. Equally good ones are all marked.")


@strawberry.type(description="One number of every creator, in the order in which they were named.")
class ComparedRow:
    number: ComparedNumber = derived(lambda row: row.name.value, "What is compared.")
    values: list[ComparedValue] = attribute("The value of each creator.")


@strawberry.type(description="Creators side by side.")
class CreatorComparison:
    creators: list[Creator] = attribute("The creators, each once, in the order in which they were named.")
    rows: list[ComparedRow] = attribute("A row for each number.")
