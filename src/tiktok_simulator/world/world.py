"""The seeded world: the same seed, epoch and size give the same world, to the last digit."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from tiktok_simulator.world import chance
from tiktok_simulator.world.birth import creator as born
from tiktok_simulator.world.cast import HANDLES, cast
from tiktok_simulator.world.creator import Creator
from tiktok_simulator.world.ids import CREATORS, POSTED_FROM, VideoIds
from tiktok_simulator.world.video import Video, destiny


class World:
    """Creators and their videos. Only videos posted during the run are kept; all else is reckoned."""

    def __init__(self, seed: int, epoch: float, size: int = 5000) -> None:
        if not 1 <= size <= CREATORS:
            raise ValueError(f"a world has 1 to {CREATORS} creators, not {size}")
        self.seed = seed
        self.epoch = epoch
        self._ids = VideoIds(chance.key(seed, "video ids"))
        self.creators: Sequence[Creator] = [one.with_empty_shelf() for one in _population(seed, epoch, size)]
        self._by_handle = {creator.handle.casefold(): creator for creator in self.creators}

    def by_handle(self, handle: str) -> Creator | None:
        """Compared without case, as TikTok does."""
        return self._by_handle.get(handle.casefold())

    def creator(self, number: int) -> Creator:
        return self.creators[number]

    def video(self, video_id: str) -> Video | None:
        """The video with this id, posted during the run or by rhythm (then possibly still in the future)."""
        found = self._ids.creator_and_index(video_id)
        if found is None or found[0] >= len(self.creators):
            return None
        creator, index = self.creators[found[0]], found[1]
        if index < POSTED_FROM:
            video = creator.shelf.usual(creator, index)
        elif index - POSTED_FROM < len(creator.shelf.posted):
            video = creator.shelf.posted[index - POSTED_FROM]
        else:
            return None
        return video if video.id == video_id else None

    def post_video(self, creator: Creator, at: float, *, caption: str, duration: int, **facts: Any) -> Video:
        """Adds a video. Known facts: `public` (default true), `performance` (multiplies views), `branded`."""
        return self._shelve(creator, int(at), {"caption": caption, "duration": duration, **facts})

    def change_video(self, video: Video, **facts: Any) -> Video:
        """A video posted during the run, with these facts changed; its id and its counters stay."""
        changed = _made(video.id, video.creator, video.index, video.create_time, {**video.facts, **facts})
        video.creator.shelf.posted[video.index - POSTED_FROM] = changed
        return changed

    def snapshot(self) -> list[dict[str, Any]]:
        """The videos posted during the run, as JSON."""
        return [
            {"creator": creator.number, "create_time": video.create_time, "facts": dict(video.facts)}
            for creator in self.creators
            for video in creator.shelf.posted
        ]

    def restore(self, saved: Sequence[Mapping[str, Any]]) -> None:
        """Puts back what `snapshot` gave; ids come out the same, because they follow from order and time."""
        for creator in self.creators:
            creator.shelf.posted.clear()
        for entry in saved:
            self._shelve(self.creators[entry["creator"]], entry["create_time"], entry["facts"])

    def _shelve(self, creator: Creator, second: int, facts: Mapping[str, Any]) -> Video:
        index = POSTED_FROM + len(creator.shelf.posted)
        video = _made(self._ids.video_id(creator.number, index, second), creator, index, second, facts)
        creator.shelf.posted.append(video)
        return video


def _made(video_id: str, creator: Creator, index: int, second: int, facts: Mapping[str, Any]) -> Video:
    performance = float(facts.get("performance", 1.0))
    return Video(video_id, creator, index, second, destiny(creator, index, second, performance), facts)


@lru_cache(maxsize=2)
def _population(seed: int, epoch: float, size: int) -> tuple[Creator, ...]:
    """Everybody as they were born, and what was reckoned of their usual videos since.

    Kept, so that a reset, which makes the same world anew, does not take seconds.
    """
    ids, taken = VideoIds(chance.key(seed, "video ids")), set(HANDLES)
    return tuple(cast([born(seed, number, epoch, ids, taken) for number in range(size)]))
