"""An account's days in numbers."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from creatorport.domain.errors import InvalidValue
from creatorport.domain.rates import EngagementRate

_MAX = 2**63 - 1


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What a day brought; None where TikTok is silent. `followers` is how many there were at its end."""

    followers: int | None = None
    new_followers: int | None = None
    lost_followers: int | None = None
    views: int | None = None
    profile_views: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None and not 0 <= value <= _MAX:
                raise InvalidValue(one.name, f"{value} is not a 64-bit count")

    @property
    def engagement_rate(self) -> EngagementRate | None:
        return EngagementRate.of(views=self.views, likes=self.likes, comments=self.comments, shares=self.shares)


@dataclass(frozen=True, slots=True)
class AccountDay:
    """A UTC day of an account, as it was last told. TikTok corrects the newest days, so that they are read again."""

    day: date
    counts: DayCounts
    captured_at: datetime
