"""Videos as insights need them: when they went up, and how they did. No titles and no captions are kept here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from creatorport.domain.counts import Counts

MOST_VIDEOS = 100


@dataclass(frozen=True, slots=True)
class WatchedVideo:
    """`average_watch` is in seconds, `completion` a fraction of the viewers; both only of one's own videos."""

    video_id: str
    published_at: datetime
    counts: Counts
    reach: int | None = None
    average_watch: float | None = None
    completion: float | None = None


class ContentOrder(StrEnum):
    VIEWS = "VIEWS"
    ENGAGEMENT = "ENGAGEMENT"


def best(videos: Iterable[WatchedVideo], order: ContentOrder, most: int) -> Sequence[WatchedVideo]:
    """Return the best videos first; those whose figure is unknown come last, the newer of equals first."""

    def figure(video: WatchedVideo) -> float:
        if order is ContentOrder.VIEWS:
            return -1.0 if video.counts.views is None else float(video.counts.views)
        rate = video.counts.engagement_rate
        return -1.0 if rate is None else float(rate)

    return sorted(videos, key=lambda one: (figure(one), one.published_at, one.video_id), reverse=True)[:most]
