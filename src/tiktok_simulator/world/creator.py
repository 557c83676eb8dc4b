"""A creator: frozen facts, and what follows from them at a time."""

from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tiktok_simulator.world import chance, growth
from tiktok_simulator.world.audience import Audience, audience
from tiktok_simulator.world.shelf import Shelf
from tiktok_simulator.world.temperament import Temperament, temperament
from tiktok_simulator.world.topics import Topic
from tiktok_simulator.world.video import Video

_TAKEN_DOWN = 2_000_003


class Standing(StrEnum):
    """Whether a handle is on TikTok One (`onboarding_status` of /tto/tcm/creator/status/get/)."""

    IN = "IN"
    NOT_IN = "NOT_IN"
    INVALID = "INVALID"


class ProfileCounts(NamedTuple):
    """What a profile shows."""

    followers: int
    following: int
    likes: int
    videos: int


class Form(NamedTuple):
    """The figures TikTok One derives from the last 30 videos. `engagement_rate` is a fraction."""

    median_views: int
    average_views: int
    engagement_rate: float


@dataclass(frozen=True, eq=False)
class Creator:
    """Times are unix seconds; `price` is the starting price in whole US dollars, None when not published.

    `usual_views` and `usual_engagement` are the middle of this creator's videos in the long run; `luck` is how far
    single videos stray; `growth` is the daily gain of followers as a fraction.
    """

    number: int
    key: int
    epoch: float
    creator_id: str
    handle: str
    display_name: str
    bio: str
    is_verified: bool
    country: str
    state: str | None
    language: str
    topics: tuple[Topic, ...]
    industries: tuple[str, ...]
    standing: Standing
    price: int | None
    followers_at_epoch: int
    following: int
    growth: float
    usual_views: float
    usual_engagement: float
    luck: float
    first_post: float
    post_every: float
    favourite_hour: float
    shelf: Shelf = field(repr=False)

    def with_empty_shelf(self) -> "Creator":
        """The same creator, who has posted nothing during the run."""
        other = copy(self)
        other.__dict__["shelf"] = self.shelf.emptied()
        return other

    @property
    def is_on_marketplace(self) -> bool:
        return self.standing is Standing.IN

    @property
    def profile_url(self) -> str:
        return f"https://www.tiktok.com/@{self.handle}"

    @cached_property
    def audience(self) -> Audience:
        drawn, oddity = chance.stream(self.key, "audience"), chance.stream(self.key, "unusual audience")
        return audience(drawn, self.country, self.language, self.topics, oddity)

    @cached_property
    def temperament(self) -> Temperament:
        return temperament(chance.stream(self.key, "temperament"), self.usual_engagement)

    def followers_at(self, now: float) -> float:
        return growth.followers(self.followers_at_epoch, self.growth, (now - self.epoch) / growth.DAY)

    def counts_at(self, now: float) -> ProfileCounts:
        """The profile's counters; likes are those of the public videos and of videos taken down since."""
        videos = self.videos_at(now)
        followers = self.followers_at(now)
        taken_down = int(followers * (3 + 15 * chance.unit(self.key, _TAKEN_DOWN)))
        return ProfileCounts(
            followers=int(followers),
            following=self.following,
            likes=taken_down + sum(video.likes_at(now) for video in videos),
            videos=len(videos),
        )

    def videos_at(self, now: float) -> list[Video]:
        """The public videos that exist at `now`, newest first."""
        return self.shelf.at(self, now)

    def form_at(self, now: float) -> Form:
        counts = [video.counts_at(now) for video in self.shelf.at(self, now, most=30)]
        views = sorted(count.views for count in counts)
        total = sum(views)
        if not total:
            return Form(0, 0, 0.0)
        engaged = sum(count.likes + count.comments + count.shares for count in counts)
        middle = (views[(len(views) - 1) // 2] + views[len(views) // 2]) // 2
        return Form(middle, total // len(views), engaged / total)
