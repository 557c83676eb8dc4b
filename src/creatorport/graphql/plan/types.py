from datetime import date, datetime

import strawberry

from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.plan import words
from creatorport.graphql.plan.words import LinkState, MilestoneMetric
from creatorport.graphql.scalars import URL, BigInt
from creatorport.graphql.terms.types import DeliverableKind


@strawberry.type(description="The days on which a campaign runs, by the calendar of one place.")
class Timeline:
    starts_on: date = attribute(words.STARTS_ON)
    ends_on: date = attribute(words.ENDS_ON)
    time_zone: str = derived(lambda line: line.zone, words.TIME_ZONE)
    starts_at: datetime = attribute("The instant at which the first day begins there.")
    ends_at: datetime = attribute("The instant at which the last day is over there.")


@strawberry.type(description="What a campaign shows.")
class Product:
    name: str = attribute(words.PRODUCT_NAME)
    url: URL | None = attribute(words.PRODUCT_URL)


@strawberry.type(description="How the link to the first product with a page is to be placed on TikTok.")
class LinkPlacement:
    category_label_id: str = attribute(words.CATEGORY_LABEL_ID)
    country_code: str = attribute(words.COUNTRY_CODE)
    picture_url: URL = attribute(words.PICTURE_URL)


@strawberry.type(description="The link to a product that TikTok shows on a campaign's videos: a web anchor.")
class ProductLink:
    anchor_id: str = attribute("TikTok's id of it.")
    state: LinkState = derived(lambda link: link.state.value, "How far TikTok's review is.")
    raw_state: str = attribute("TikTok's own word for it.")


@strawberry.type(description="What each creator is asked to make, and by when.")
class PlannedDeliverable:
    kind: DeliverableKind = derived(lambda asked: asked.kind.value, "What is to be made.")
    count: int = attribute(words.COUNT)
    due_after_days: int | None = attribute(words.DUE_AFTER_DAYS)
    due_on: date | None = attribute(words.DUE_ON)


@strawberry.type(description="A member who works on a campaign.")
class TeamMember:
    member_id: str = attribute(words.MEMBER_ID)
    part: str = attribute(words.PART)


@strawberry.type(
    description="A number that the campaign is to reach. It is reached once, and stays so when numbers fall."
)
class Milestone:
    metric: MilestoneMetric = derived(lambda shown: shown.milestone.metric.value, words.METRIC)
    threshold: BigInt = derived(lambda shown: BigInt(shown.milestone.threshold), words.THRESHOLD)
    is_planned: bool = attribute("Whether it is part of the plan; one that was reached is shown in any case.")
    reached_at: datetime | None = derived(
        lambda shown: shown.reached.at if shown.reached else None, "When it was seen to be reached; null before."
    )
    reached_value: BigInt | None = derived(
        lambda shown: BigInt(shown.reached.value) if shown.reached else None, "The total at that moment; null before."
    )
