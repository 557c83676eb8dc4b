"""Where insights are read, in memory: the creators of a FakeBusinessLogin, and those of a FakeTikTokOne."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.insight_sources import LOOK_BACK_DAYS, Organic, VideoAudience
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.insights.audience import Audience, Dimension, Distribution, Share
from creatorport.domain.insights.days import DayCounts
from creatorport.domain.insights.videos import WatchedVideo
from tests.fakes.tiktok_business_login import FakeBusinessLogin
from tests.fakes.tiktok_marketplace import FakeTikTokOne
from tests.fakes.tiktok_troubles import Troubles

LATENCY = timedelta(hours=24)


def spread(dimension: Dimension, **parts: float) -> Distribution:
    return Distribution.of(dimension, (Share(key, part) for key, part in parts.items()))


AUTHORIZED = Audience(
    (
        spread(Dimension.COUNTRY, US=0.61, CA=0.12, GB=0.07),
        spread(Dimension.GENDER, FEMALE=0.83, MALE=0.17),
        Distribution.of(Dimension.AGE, (Share("25-34", 0.44), Share("Other", 0.56))),
        spread(Dimension.DEVICE, APPLE=0.72, OTHER=0.28),
        spread(Dimension.USAGE, ACTIVE=0.91, INACTIVE=0.09),
    )
)
ORGANIC = Audience(
    (
        Distribution.of(Dimension.AGE, (Share("25-34", 0.6), Share("18-24", 0.4))),
        spread(Dimension.GENDER, FEMALE=0.8, MALE=0.17, OTHER=0.03),
        spread(Dimension.COUNTRY, US=0.6, CA=0.1, GB=0.1, DE=0.1),
        spread(Dimension.CITY, Austin=0.2),
    )
)
WATCHERS = Audience(
    (
        spread(Dimension.GENDER, FEMALE=0.7, MALE=0.3),
        spread(Dimension.INTEREST, **{"14": 0.8, "28": 0.2}),
        spread(Dimension.LOCALE, Texas=0.4),
        spread(Dimension.LANGUAGE, en=0.9),
    )
)
ACTIVITY = tuple(float(hour) for hour in range(24))


@dataclass
class FakeConsentedInsights:
    """Every creator has the same audience and gains ten followers a day. `business` ones tell when they are active."""

    login: FakeBusinessLogin
    business: bool = True
    audience: Audience = AUTHORIZED
    asked: list[tuple[date, date]] = field(default_factory=list)

    @property
    def troubles(self) -> Troubles:
        return self.login.troubles

    async def authorized(self, access: CreatorAccess) -> Audience:
        async with self.troubles.around("insights.authorized"):
            self.login.admit("authorized", access.token, access.open_id, "biz.creator.info", "biz.creator.insights")
            return self.audience

    async def organic(self, access: CreatorAccess, scopes: AbstractSet[str], *, first: date, last: date) -> Organic:
        async with self.troubles.around("insights.organic"):
            self.login.admit("organic", access.token, access.open_id, "user.insights")
            now = self.login.clock.now()
            if not now.date() - timedelta(days=LOOK_BACK_DAYS) <= first <= last <= now.date():
                raise TikTokRefused("organic", "Invalid value for start_date.", tiktok_code="40002")
            self.asked.append((first, last))
            days = (first + timedelta(days=number) for number in range((last - first).days + 1))
            told = tuple((day, self._day(day, scopes)) for day in days if self._is_told(day, now))
            return Organic(told, ORGANIC, ACTIVITY if self.business else ())

    async def own_videos(self, access: CreatorAccess, scopes: AbstractSet[str], *, most: int) -> Sequence[WatchedVideo]:
        async with self.troubles.around("insights.own_videos"):
            self.login.admit("own_videos", access.token, access.open_id, "video.list")
            watched = 8.37 if "video.insights" in scopes else None
            return [_video(number, self.login.clock.now(), average_watch=watched) for number in range(min(most, 40))]

    def _is_told(self, day: date, now: datetime) -> bool:
        return datetime.combine(day, datetime.min.time(), now.tzinfo) + timedelta(days=1) + LATENCY <= now

    def _day(self, day: date, scopes: AbstractSet[str]) -> DayCounts:
        followers = 100_000 + 10 * day.toordinal() % 50_000 if "user.info.stats" in scopes else None
        return DayCounts(followers, 12, 2, 1_000, 50, 60, 30, 10)


@dataclass
class FakePublicVideos:
    """Creators of the marketplace have 30 public videos each, one more every eight hours."""

    one: FakeTikTokOne

    async def newest(self, access: Access, handle: Handle, *, most: int) -> Sequence[WatchedVideo] | None:
        async with self.one.troubles.around("insights.public_videos"):
            self.one.admit("insights.public_videos", access)
            if handle not in self.one.creators:
                return None
            return [_video(number, self.one.clock.now(), reach=None) for number in range(min(most, 30))]


@dataclass
class FakeCampaignAudiences:
    """Everybody's videos are watched by the same people. `watched` changes that per handle."""

    one: FakeTikTokOne
    watched: defaultdict[Handle, Audience] = field(default_factory=lambda: defaultdict(lambda: WATCHERS))

    async def read(self, access: Access, at_tiktok: AtTikTok) -> Sequence[VideoAudience]:
        async with self.one.troubles.around("insights.campaign_audiences"):
            self.one.admit("insights.campaign_audiences", access)
            made = self.one.campaign("insights.campaign_audiences", access, at_tiktok.campaign_id)
            return [
                VideoAudience(video.handle, video.counts.views or 0, self.watched[video.handle])
                for video in made.videos.values()
            ]


def _video(number: int, now: datetime, *, average_watch: float | None = None, reach: int | None = 800) -> WatchedVideo:
    published = (now - timedelta(hours=8 * number + 1)).replace(microsecond=0)
    counts = Counts(1_000 + 10 * number, 50 + number, 5, 5)
    return WatchedVideo(str(7_709_036_802_936_477_591 - number), published, counts, reach, average_watch)
