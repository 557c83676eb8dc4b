from datetime import datetime
from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.spark.loaders import SparkCodeByPostIdLoader


@strawberry.enum(description="Where the permission to advertise a post stands.")
class SparkStatus(Enum):
    REQUESTING = value("requesting", description="The request is on its way to TikTok.")
    WAITING = value("waiting", description="The creator has not answered on TikTok yet.")
    ACCEPTED = value("accepted", description="The creator said yes; there is a code.")
    REJECTED = value("rejected", description="The creator said no.")
    FAILED = value("failed", description="TikTok did not take the request; see `failure`.")


@strawberry.enum(description="Whether an advertiser has taken the code.")
class SparkRedemption(Enum):
    NONE = value("none", description="Not yet.")
    REDEEMING = value("redeeming", description="On its way to TikTok.")
    REDEEMED = value("redeemed", description="The advertiser has it.")
    FAILED = value("failed", description="TikTok did not take the code; see `failure`.")


@strawberry.type(description="A creator's permission to advertise a post of theirs (Spark Ads).")
class SparkAuthorization:
    status: SparkStatus = derived(lambda spark: spark.state, "Where it stands.")
    requested_days: int = derived(lambda spark: spark.days, "For how many days it was asked for.")
    requested_at: datetime = derived(lambda spark: spark.asked_at, "When it was asked for.")
    checked_at: datetime | None = attribute("When TikTok was last asked how it stands; null before.")
    code: str | None = edge(
        SparkCodeByPostIdLoader,
        "The code, by which an advertiser takes the post; null before it is accepted. For those who run campaigns.",
        key=lambda spark: spark.id,
    )
    code_status: str | None = attribute("TikTok's word: NOT_USED, IN_USE, EXPIRED, DELETED; null without a code.")
    starts_at: datetime | None = attribute("From when on the code holds; null without one.")
    ends_at: datetime | None = attribute("When the code ends; null without one.")
    extending_days: int | None = derived(
        lambda spark: spark.extending, "The days of an extension without a verdict yet; null where none is asked for."
    )
    redemption: SparkRedemption = attribute("Whether an advertiser has taken the code.")
    advertiser_id: str | None = attribute("The advertiser that takes it; null where none does.")
    failure: str | None = attribute("Why TikTok did not do what was asked last; null where it did.")
