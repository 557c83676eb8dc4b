"""The four public counters of a video, each of which may be unknown."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from creatorport.domain.errors import InvalidValue
from creatorport.domain.rates import EngagementRate

_MAX = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Counts:
    """Lifetime totals as TikTok last told them; None where it told nothing. 64-bit, never negative."""

    views: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None

    def __post_init__(self) -> None:
        for counter in fields(self):
            value = getattr(self, counter.name)
            if value is not None and not 0 <= value <= _MAX:
                raise InvalidValue(counter.name, f"{value} is not a 64-bit count")

    @property
    def engagement_rate(self) -> EngagementRate | None:
        return EngagementRate.of(views=self.views, likes=self.likes, comments=self.comments, shares=self.shares)

    def keeping(self, earlier: "Counts") -> "Counts":
        """Return these counts, with gaps filled from `earlier`: a silent answer never erases good numbers."""
        return Counts(
            *(
                getattr(earlier, counter.name) if getattr(self, counter.name) is None else getattr(self, counter.name)
                for counter in fields(self)
            )
        )

    def fell_below(self, earlier: "Counts") -> bool:
        """Whether any counter went down. TikTok takes views and likes back; that is kept and flagged."""
        pairs = ((getattr(self, c.name), getattr(earlier, c.name)) for c in fields(self))
        return any(now is not None and before is not None and now < before for now, before in pairs)


def total(parts: Iterable[Counts]) -> Counts:
    """Sum counter by counter over what is known; a counter nobody knows stays unknown."""
    known = list(parts)

    def summed(name: str) -> int | None:
        values = [value for part in known if (value := getattr(part, name)) is not None]
        return sum(values) if values else None

    return Counts(*(summed(counter.name) for counter in fields(Counts)))
