"""How often things of a kind usually change: where learning begins, and how the rate falls as a post ages.

These are assumptions, not facts of TikTok: TikTok publishes nothing on them. They order accounts and posts sensibly
before anything was observed; what is observed then corrects them, by a factor (`estimate.ChangeRate`).

The views of a post are taken to grow as V(a) = reach · (1 - (1 + a)^(-1/2)), a in days: three tenths within a day, half
within three, nine tenths in a hundred. A change is a step of one per cent (`change.moved`), and of at least one view.
Between two ages the logarithm of V grows by ln(V(a₂) / V(a₁)), which is a hundred steps for each unit.
"""

import math

from creatorport.domain.freshness.change import TOLERANCE

_NEWEST = 1 / 24
_GROWTH_OF_A_PROFILE = 0.005
_VIEWS_PER_FOLLOWER = 0.2
_FEWEST = 10.0


def post_changes(from_age: float, to_age: float, *, followers: int | None = None) -> float:
    """Return how many changes a post usually makes between two ages in days.

    A small account's posts have few views, each of which is a bigger step, so that they make fewer steps.
    """
    begin, end = max(from_age, _NEWEST), max(to_age, _NEWEST)
    return _steps(followers, _VIEWS_PER_FOLLOWER) * math.log(_grown(end) / _grown(begin))


def post_rate(age: float, *, followers: int | None = None) -> float:
    """Return how often per day a post of this age in days usually changes: the derivative of `post_changes`."""
    age = max(age, _NEWEST)
    slope = 0.5 / ((1 + age) * math.sqrt(1 + age))
    return _steps(followers, _VIEWS_PER_FOLLOWER) * slope / _grown(age)


def profile_rate(followers: int | None = None) -> float:
    """Return how often per day a profile usually changes: its followers grow by half a per cent a day."""
    return _GROWTH_OF_A_PROFILE * _steps(followers, 1.0)


def _steps(followers: int | None, each: float) -> float:
    """How many steps a relative growth of 1 is: one per cent each, though never less than one view or follower."""
    most = 1 / TOLERANCE
    return most if followers is None else min(most, max(each * followers, _FEWEST))


def _grown(age: float) -> float:
    return 1 - 1 / math.sqrt(1 + age)
