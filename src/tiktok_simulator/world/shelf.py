"""A creator's videos: a rhythm of usual ones, reckoned lazily, and those posted during the run."""

from math import pi, sin, tau
from typing import TYPE_CHECKING, NamedTuple

from tiktok_simulator.world import chance
from tiktok_simulator.world.growth import DAY
from tiktok_simulator.world.ids import POSTED_FROM, VideoIds
from tiktok_simulator.world.video import Destiny, Video, destiny

if TYPE_CHECKING:
    from tiktok_simulator.world.creator import Creator

_JITTER = 1_000_003


class _Birth(NamedTuple):
    """What of a usual video no run can change."""

    video_id: str
    second: int
    destiny: Destiny


class Shelf:
    """Videos of one creator. The usual ones depend on seed and time alone; `posted` is the mutable part."""

    def __init__(self, ids: VideoIds, births: dict[int, _Birth] | None = None) -> None:
        self.posted: list[Video] = []
        self._ids = ids
        self._births: dict[int, _Birth] = {} if births is None else births
        self._usual: dict[int, Video] = {}

    def emptied(self) -> "Shelf":
        """One without videos posted during a run; what was reckoned of the usual ones, both know."""
        return Shelf(self._ids, self._births)

    def at(self, creator: "Creator", now: float, most: int = POSTED_FROM) -> list[Video]:
        """The public videos that exist at `now`, newest first, at most so many."""
        posted = [video for video in self.posted if video.is_public and video.create_time <= now]
        last = self._last(creator, now)
        usual = [self.usual(creator, index) for index in range(last, max(-1, last - most), -1)]
        if not posted:
            return usual
        return sorted(usual + posted, key=lambda video: (video.create_time, video.index), reverse=True)[:most]

    def usual(self, creator: "Creator", index: int) -> Video:
        """The usual video numbered `index`, whether or not its time has come."""
        video = self._usual.get(index)
        if video is None:
            birth = self._birth(creator, index)
            video = Video(birth.video_id, creator, index, birth.second, birth.destiny)
            self._usual[index] = video
        return video

    def _birth(self, creator: "Creator", index: int) -> _Birth:
        birth = self._births.get(index)
        if birth is None:
            second = _moment(creator, index)
            video_id = self._ids.video_id(creator.number, index, second)
            self._births[index] = birth = _Birth(video_id, second, destiny(creator, index, second))
        return birth

    def _last(self, creator: "Creator", now: float) -> int:
        """The index of the newest usual video at `now`; -1 before the first."""
        slots = int((now - creator.first_post + DAY) // creator.post_every)
        index = min(POSTED_FROM - 1, max(-1, slots))
        while index >= 0 and self._birth(creator, index).second > now:
            index -= 1
        return index


def _moment(creator: "Creator", index: int) -> int:
    """When the usual video `index` goes up: a jittered slot, moved towards the creator's favourite hour.

    Both moves keep the order of slots: the jitter stays inside the slot, and the shift of the hour is a rising
    map of the day onto itself that dwells around the favourite hour.
    """
    jitter = 0.85 * chance.unit(creator.key, _JITTER + index)
    days = (creator.first_post + (index + jitter) * creator.post_every) / DAY
    day = int(days // 1)
    hour = days - day
    turn = tau * (hour - creator.favourite_hour / 24) + pi
    start = tau * (-creator.favourite_hour / 24) + pi
    hour += 0.8 / tau * (sin(turn) - sin(start))
    return int((day + hour) * DAY)
