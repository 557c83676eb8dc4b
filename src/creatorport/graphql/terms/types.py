from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.money.types import Money


@strawberry.enum(description="What a creator makes.")
class DeliverableKind(Enum):
    VIDEO = value("VIDEO", description="A video.")
    LIVE = value("LIVE", description="A live stream.")


@strawberry.enum(description="Which side proposed something.")
class ProposedBy(Enum):
    BRAND = value("BRAND", description="The brand or agency.")
    CREATOR = value("CREATOR", description="The creator.")


KIND = "What is to be made."
COUNT = "How many of them."
DUE_ON = "The day by whose end they are due, in the campaign's time zone; null where no day is named."
DUE_AFTER_DAYS = (
    "They are due by the end of the day so many days after the creator accepts; null where that is not said."
)


@strawberry.type(description="Something that the creator is asked to make.")
class AskedDeliverable:
    kind: DeliverableKind = derived(lambda asked: asked.kind.value, KIND)
    count: int = attribute(COUNT)
    due_on: date | None = attribute(DUE_ON)
    due_after_days: int | None = attribute(DUE_AFTER_DAYS)


FEE = "What the creator is paid; null where no fee is paid."
COMMISSION_RATE = "The creator's part of the sales, as a fraction: 0.15 is 15 %; null where there is none."
PRODUCT_GIFT = "Whether the creator keeps the products."
DELIVERABLES = "What the creator is asked to make."
USAGE_RIGHTS_DAYS = "For how many days the brand may use what is made; 0 for not at all."
EXCLUSIVITY_DAYS = "For how many days the creator works for no competitor; 0 for no such promise."
GUIDELINES = "What to heed; empty where nothing is written."


@strawberry.type(description="One version of an invitation's terms. It never changes; other terms are a new version.")
class Terms:
    number: int = attribute("Counts the versions of this invitation, from 1.")
    fee: Money | None = derived(lambda terms: terms.offer.fee, FEE)
    commission_rate: Decimal | None = derived(lambda terms: terms.offer.commission_rate, COMMISSION_RATE)
    product_gift: bool = derived(lambda terms: terms.offer.product_gift, PRODUCT_GIFT)
    deliverables: list[AskedDeliverable] = derived(lambda terms: terms.offer.deliverables, DELIVERABLES)
    usage_rights_days: int = derived(lambda terms: terms.offer.usage_rights_days, USAGE_RIGHTS_DAYS)
    exclusivity_days: int = derived(lambda terms: terms.offer.exclusivity_days, EXCLUSIVITY_DAYS)
    guidelines: str = derived(lambda terms: terms.offer.guidelines, GUIDELINES)
    proposed_by: ProposedBy = attribute("Who proposed it.")
    proposed_at: datetime = attribute("When it was proposed.")
    remark: str = attribute("What its proposer wrote along with it; empty where nothing.")
