"""A video, and its counters as functions of time."""

import math
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tiktok_simulator.world import chance
from tiktok_simulator.world.captions import caption_and_duration
from tiktok_simulator.world.growth import spread

if TYPE_CHECKING:
    from tiktok_simulator.world.creator import Creator

_VIEWS, _VIRAL, _PACE, _ENGAGEMENT, _COMMENTS, _SHARES, _FAVORITES = range(7)


class VideoCounts(NamedTuple):
    """All counters at one instant; none ever falls."""

    views: int
    likes: int
    comments: int
    shares: int
    favorites: int


class Destiny(NamedTuple):
    """Where a video's counters go: its views in the end, the pace at which they come, and the rest per view."""

    views: float
    pace: float
    likes: float
    comments: float
    shares: float
    favorites: float


def destiny(creator: "Creator", index: int, second: int, performance: float = 1.0) -> Destiny:
    """Of the creator's video numbered `index`. Likes, comments and shares add up to the engagement rate."""
    key = chance.step(creator.key, index)
    size = math.pow(creator.followers_at(second) / creator.followers_at_epoch, 0.8)
    luck = math.exp(creator.luck * max(-2.6, min(2.6, chance.normal(key, _VIEWS))))
    if chance.unit(key, _VIRAL) < 0.02:
        luck *= 5
    rate = creator.usual_engagement * math.exp(0.25 * chance.normal(key, _ENGAGEMENT) - 0.03)
    rate = min(0.55, rate)
    comments = 0.012 + 0.04 * chance.unit(key, _COMMENTS)
    shares = 0.01 + 0.06 * chance.unit(key, _SHARES)
    return Destiny(
        views=creator.usual_views * size * luck * performance,
        pace=math.exp(0.4 * chance.normal(key, _PACE)),
        likes=rate * (1 - comments - shares),
        comments=rate * comments,
        shares=rate * shares,
        favorites=rate * (0.05 + 0.09 * chance.unit(key, _FAVORITES)),
    )


class Video:
    """One public video (or a private one, when `facts` say `public: false`).

    `create_time` is in seconds; the id holds it in its upper 32 bits, as TikTok's ids do.
    `facts` are what was said when it was posted during the run: caption, duration, performance, campaign_id …
    """

    height = 1024
    width = 576

    def __init__(
        self,
        video_id: str,
        creator: "Creator",
        index: int,
        create_time: int,
        destiny: Destiny,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.id = video_id
        self.creator = creator
        self.index = index
        self.create_time = create_time
        self.destiny = destiny
        self.facts: Mapping[str, Any] = facts or {}
        self._key = chance.step(creator.key, index)

    def counts_at(self, now: float) -> VideoCounts:
        views = self._views(now)
        _, _, likes, comments, shares, favorites = self.destiny
        return VideoCounts(
            int(views), int(views * likes), int(views * comments), int(views * shares), int(views * favorites)
        )

    def likes_at(self, now: float) -> int:
        return int(self._views(now) * self.destiny.likes)

    @property
    def is_public(self) -> bool:
        return bool(self.facts.get("public", True))

    @property
    def title(self) -> str:
        """What the Open API calls the title: the caption's first 150 characters."""
        return self.caption[:150]

    @property
    def caption(self) -> str:
        return str(self.facts["caption"]) if "caption" in self.facts else self._written[0]

    @property
    def duration(self) -> int:
        """Whole seconds."""
        return int(self.facts["duration"]) if "duration" in self.facts else self._written[1]

    @property
    def hashtags(self) -> list[str]:
        return [word[1:] for word in self.caption.split() if word.startswith("#") and len(word) > 1]

    @property
    def is_branded(self) -> bool:
        return bool(self.facts.get("branded", "#ad" in self.caption.split()))

    @property
    def seed(self) -> int:
        """A key of this video's own for further facts about it."""
        return self._key

    def _views(self, now: float) -> float:
        return self.destiny.views * spread(now - self.create_time, self.destiny.pace)

    @cached_property
    def _written(self) -> tuple[str, int]:
        return caption_and_duration(self.creator, self._key)
