"""How counters grow: fast in the first hours, then days, then a long tail; followers without end."""

import math

DAY = 86_400.0


def spread(age: float, pace: float) -> float:
    """The part (rising from 0 to 1) of a video's final views reached `age` seconds after posting.

    Over half come in the first hours, most of the rest within days; `pace` above 1 is a slow burner.
    """
    if age <= 0:
        return 0.0
    return (
        0.55 * (1 - math.exp(-age / (14_400 * pace)))
        + 0.33 * (1 - math.exp(-age / (2 * DAY * pace)))
        + 0.12 * (1 - math.pow(1 + age / (30 * DAY), -0.7))
    )


def followers(at_epoch: float, per_day: float, days: float) -> float:
    """Followers `days` after the epoch: exponential in the past, straight on in the future, one smooth line."""
    return at_epoch * (math.exp(per_day * days) if days < 0 else 1.0 + per_day * days)
