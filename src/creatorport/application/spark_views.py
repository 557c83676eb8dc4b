from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import PostId
from creatorport.domain.spark import SparkAuthorization


@dataclass(frozen=True, slots=True)
class SparkView:
    """How the permission to advertise a post stands, without its code; see `domain.spark`."""

    id: PostId
    state: str
    days: int
    asked_at: datetime
    checked_at: datetime | None
    code_status: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    extending: int | None
    redemption: str
    advertiser_id: str | None
    failure: str | None

    @classmethod
    def of(cls, spark: SparkAuthorization) -> "SparkView":
        code = spark.code
        return cls(
            spark.id,
            spark.state.value,
            spark.days,
            spark.asked_at,
            spark.checked_at,
            code.status if code else None,
            code.starts_at if code else None,
            code.ends_at if code else None,
            spark.extending,
            spark.redemption.value,
            spark.advertiser_id,
            spark.failure,
        )
