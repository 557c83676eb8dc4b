"""How a video is watched: from one survival curve follow average time, completion and the two- and six-second marks."""

import math
from dataclasses import dataclass
from itertools import pairwise

from tiktok_simulator.world import Video, chance

_QUICK, _LEAVE, _STAY, _SOURCE = 101, 102, 103, 110
_SOURCES = ("for_you", "following", "search", "personal_profile", "hashtag", "sound", "other")
_SHARE = (8.0, 1.2, 0.6, 0.4, 0.3, 0.2, 0.2)
_MOST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Watching:
    """Fractions of viewers; seconds."""

    average_time: float
    completion: float
    two_seconds: float
    six_seconds: float
    retention: list[float]


def watching(video: Video) -> Watching:
    """Some leave at once, the rest drift away; longer videos are finished by fewer."""
    quick = 0.15 + 0.25 * chance.unit(video.seed, _QUICK)
    drift = video.duration * (0.35 + 0.5 * chance.unit(video.seed, _LEAVE))
    faithful = 0.05 + 0.1 * chance.unit(video.seed, _STAY)

    def left(second: float) -> float:
        at_once = quick * math.exp(-second / 0.8)
        drifting = (1 - quick - faithful) * math.exp(-second / drift)
        return at_once + drifting + faithful

    seconds = range(video.duration + 1)
    curve = [left(second) for second in seconds]
    average = sum((before + after) / 2 for before, after in pairwise(curve))
    return Watching(
        average_time=round(average, 2),
        completion=round(left(video.duration), 4),
        two_seconds=round(left(2), 4),
        six_seconds=round(left(6), 4),
        retention=[round(part, 4) for part in curve[:_MOST_SECONDS]],
    )


def by_source(video: Video, views: int) -> list[dict[str, int | str]]:
    """Where the views came from; they add up to all of them."""
    weights = [share * (0.5 + chance.unit(video.seed, _SOURCE + place)) for place, share in enumerate(_SHARE)]
    counts = [int(views * weight / sum(weights)) for weight in weights]
    counts[0] += views - sum(counts)
    return [{"source": source, "video_views": count} for source, count in zip(_SOURCES, counts, strict=True)]
