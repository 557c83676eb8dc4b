"""How often something changes, learned from what refreshes found."""

import math
from dataclasses import dataclass

_PRIOR_DAYS = 1.0
_FORGET_DAYS = 30.0
_LEAST, _MOST = 1 / 365, 288.0


@dataclass(frozen=True, slots=True)
class ChangeRate:
    """An estimate of a Poisson rate of change per day, from intervals of which we know only whether something changed.

    An interval Δ without change speaks for a low rate with weight Δ; one with a change says only that there was at
    least one. The estimate is the maximum of the posterior under a Gamma prior with mean `per_day` and the weight of one
    day, solved by one Newton step per observation; older observations fade within a month, because videos age.
    """

    per_day: float
    quiet_days: float = 0.0
    changes: float = 0.0

    @classmethod
    def guess(cls, per_day: float) -> "ChangeRate":
        """Begin with what is usual for things of this kind."""
        return cls(_within(per_day), _PRIOR_DAYS, _within(per_day) * _PRIOR_DAYS)

    def observe(self, days: float, *, changed: bool) -> "ChangeRate":
        """Return the estimate after one more interval."""
        if days <= 0:
            return self
        fade = math.exp(-days / _FORGET_DAYS)
        # A change within Δ counts as the expected number of changes given that there was at least one, with the time
        # they would have taken: the expectation step of the EM algorithm for this likelihood.
        expected = 0.0
        if changed:
            mean = self.per_day * days
            expected = mean / -math.expm1(-mean)
        quiet, changes = self.quiet_days * fade + days, self.changes * fade + expected
        return ChangeRate(_within(changes / quiet), quiet, changes)


def _within(per_day: float) -> float:
    return min(max(per_day, _LEAST), _MOST)
