"""How often something changes, learned from what refreshes found."""

import math
from dataclasses import dataclass

_FORGET_DAYS = 60.0
_SUREST = 20.0
_LEAST, _MOST = 1 / 365, 288.0


@dataclass(frozen=True, slots=True)
class ChangeRate:
    """How many times as often as usual something changes: a Gamma belief of this shape over this exposure.

    Exposure is counted in changes that would be usual (`usual.post_changes`), not in days. So a post need not be
    learned anew as it ages: what is usual falls, and the factor stays. The belief begins with the weight of one change,
    which holds factors from 1/20 to 3 for quite possible. It never gets the weight of more than twenty, so that who
    falls silent is found out, and fades back to the beginning within two months without a look.

    A look tells only whether anything changed since the one before. J. Cho and H. Garcia-Molina, "Estimating frequency
    of change", ACM TOIT 3(3), 2003, treat the same question without a prior.
    """

    shape: float = 1.0
    exposure: float = 1.0

    @property
    def factor(self) -> float:
        return self.shape / self.exposure

    def per_day(self, usual: float) -> float:
        """Return the rate of something that usually changes so often a day; within once a year and every 5 minutes."""
        return min(max(self.factor * usual, _LEAST), _MOST)

    def observe(self, usual: float, *, days: float, changed: bool) -> "ChangeRate":
        """Return the belief after a look `days` after the one before; `usual` changes would have been usual meanwhile.

        Without a change the posterior is a Gamma again. With one, it is the difference of two, and is replaced by the
        Gamma of the same mean and variance. A change that was sure to be found teaches nothing: however often a hot
        video is seen to have changed, its rate hardly rises above what looks at such intervals can tell apart.
        """
        if usual <= 0 or days <= 0:
            return self
        keep = math.exp(-days / _FORGET_DAYS)
        shape, exposure = keep * self.shape + (1 - keep), keep * self.exposure + (1 - keep)
        if not changed:
            return ChangeRate(shape, exposure + usual)
        share = exposure / (exposure + usual)
        # ln of the chance that nothing would have changed; the moments are E[f^n (1 - e^(-f·usual))] / P(changed).
        quiet = shape * math.log(share)
        found = -math.expm1(quiet)
        mean = shape / exposure * -math.expm1(quiet + math.log(share)) / found
        square = shape * (shape + 1) / exposure**2 * -math.expm1(quiet + 2 * math.log(share)) / found
        spread = square - mean * mean
        sure = min(mean * mean / spread, _SUREST)
        return ChangeRate(sure, sure / mean)
