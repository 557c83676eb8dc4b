"""TikTok's caps, counted here: it tells of them only when a post runs into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

WINDOW: Final = timedelta(hours=24)


class Cap(StrEnum):
    POSTS_PER_CREATOR = "POSTS_PER_CREATOR"
    CREATORS_PER_APP = "CREATORS_PER_APP"


@dataclass(frozen=True, slots=True)
class CapCount:
    """How much of a cap is used in the last 24 hours. `frees_at` is when there is room again, where there is none."""

    cap: Cap
    limit: int
    used: int
    frees_at: datetime | None

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


def posts_of_creator(begun: Sequence[datetime], limit: int, now: datetime) -> CapCount:
    """Count what was begun for one creator. Other apps' posts count at TikTok, too, and nobody tells us of them."""
    live = sorted(at for at in begun if at > now - WINDOW)
    return CapCount(Cap.POSTS_PER_CREATOR, limit, len(live), _room_at(live, limit))


def creators_of_app(last_begun: Mapping[str, datetime], creator: str, limit: int, now: datetime) -> CapCount:
    """Count the creators who posted through the app. One who did today takes no further place."""
    live = {one: at for one, at in last_begun.items() if at > now - WINDOW}
    room_at = None if creator in live else _room_at(sorted(live.values()), limit)
    return CapCount(Cap.CREATORS_PER_APP, limit, len(live), room_at)


def next_room(counts: Sequence[CapCount]) -> CapCount | None:
    """Return the cap that holds a post back for longest, or None where none does."""
    full = [(one.frees_at, one) for one in counts if one.frees_at is not None]
    return max(full, key=lambda pair: pair[0])[1] if full else None


def _room_at(live: Sequence[datetime], limit: int) -> datetime | None:
    """When so many have left the window that one more fits; None when it fits now."""
    return live[len(live) - limit] + WINDOW if len(live) >= limit else None
