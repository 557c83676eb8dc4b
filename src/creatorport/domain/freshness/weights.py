"""What the freshness of something is worth: who looks, what runs, how young it is."""

import math

LIVE = 4.0
"""A video of a running campaign: somebody pays for its numbers."""

WATCHED = 4.0
"""Something that somebody looks at now."""

YOUNG = 3.0
"""What a new post is worth beyond an old one; falls to a third within a week."""

_WEEK = 7.0


def video_weight(age: float | None, *, live: bool, watched: bool) -> float:
    """Return the weight of a video that was published `age` days ago; None where TikTok tells no date."""
    young = 0.0 if age is None else YOUNG * math.exp(-max(age, 0.0) / _WEEK)
    return (1.0 + young) * _attention(live=live, watched=watched)


def profile_weight(*, live: bool, watched: bool) -> float:
    """Return the weight of an account's own counts; `live` where any of its videos runs in a campaign."""
    return _attention(live=live, watched=watched)


def _attention(*, live: bool, watched: bool) -> float:
    return (LIVE if live else 1.0) * (WATCHED if watched else 1.0)
