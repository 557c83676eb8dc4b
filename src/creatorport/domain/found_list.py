"""What one search found, place by place, so that its pages follow each other although TikTok's list moves meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from creatorport.domain.ids import CreatorId, FoundListId, WorkspaceId

MOST_PER_CALL: Final = 200
OVERLAP: Final = 10
LONGEST: Final = 10_000
"""Places of one walk. Nobody reads further; who does should say more exactly what is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """One creator at their place. `key` is what the order goes by, where TikTok's rows show it; `call` brought it."""

    creator_id: CreatorId
    key: int | None
    call: int


@dataclass(frozen=True, slots=True)
class Window:
    """A page of TikTok's list, as it is asked for: pages are of `size`, and counted from 1."""

    page: int
    size: int

    @property
    def start(self) -> int:
        return (self.page - 1) * self.size

    @property
    def end(self) -> int:
        return self.page * self.size


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk along TikTok's list for countries that it takes together, as far as it came.

    Each call begins a few places back. Creators met again are known, and not repeated. When none of them is met, more
    left the list than the overlap holds, and somebody may have slipped through the seam: the walk goes further back.
    """

    countries: tuple[str, ...]
    places: tuple[Place, ...] = ()
    total: int | None = None
    reached: int = 0
    overlap: int = OVERLAP

    @property
    def is_done(self) -> bool:
        return self.total is not None and self.reached >= min(self.total, LONGEST)

    @property
    def length(self) -> int:
        """How long the list is: exactly, once it was walked; as TikTok tells, until then."""
        return len(self.places) if self.is_done else max(self.total or 0, len(self.places))

    def window(self) -> Window:
        """Return what to ask for next: as much as one call takes, beginning a few places back."""
        back = self.reached - self.overlap
        if back <= 0:
            return Window(1, MOST_PER_CALL)
        pages = -(-back // MOST_PER_CALL)
        return Window(pages + 1, back // pages)

    def walked(self, window: Window, found: Sequence[Place], total: int) -> "Walk":
        """Return the walk after the answer to a window."""
        known = {place.creator_id for place in self.places}
        seam = found[: max(0, self.reached - window.start)]
        if window.start and not any(place.creator_id in known for place in seam):
            return replace(self, total=max(total, window.start + 1), reached=window.start, overlap=self.overlap * 4)
        fresh = {place.creator_id: place for place in reversed(found) if place.creator_id not in known}
        new = tuple(place for place in found if fresh.get(place.creator_id) is place)
        return Walk(self.countries, (*self.places, *new), total, window.end)


@dataclass(frozen=True, slots=True)
class Merged:
    """The list so far, and the walk that must go on before another place can be given; None where none must."""

    places: tuple[Place, ...]
    waits_for: int | None


@dataclass(frozen=True, slots=True)
class FoundList:
    """The result of a search as it is kept: one walk per group of countries, merged into one list.

    By key, the greatest (or smallest) head comes first. An order whose key TikTok does not show is merged rank by rank:
    the first of each walk, then the second of each. Places that were given never change.
    """

    id: FoundListId
    workspace_id: WorkspaceId
    scope: str
    by_key: bool
    ascending: bool
    walks: tuple[Walk, ...]
    made_at: datetime
    expires_at: datetime
    calls: int = 0
    version: int = 0

    @classmethod
    def begin(
        cls,
        id: FoundListId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        scope: str,
        by_key: bool,
        ascending: bool,
        groups: Sequence[tuple[str, ...]],
        now: datetime,
        kept_for: timedelta,
    ) -> "FoundList":
        walks = tuple(Walk(countries) for countries in groups)
        return cls(id, workspace_id, scope, by_key, ascending, walks, now, now + kept_for)

    @property
    def total(self) -> int:
        return sum(walk.length for walk in self.walks)

    def walked(
        self, which: int, window: Window, found: Sequence[tuple[CreatorId, int | None]], total: int
    ) -> "FoundList":
        """Return the list after one more call, of the walk `which`."""
        call = self.calls + 1
        places = [Place(creator_id, key, call) for creator_id, key in found]
        walks = list(self.walks)
        walks[which] = walks[which].walked(window, places, total)
        return replace(self, walks=tuple(walks), calls=call)

    def merged(self) -> Merged:
        heads = [0] * len(self.walks)
        given: dict[CreatorId, Place] = {}
        while True:
            open_ = [one for one, walk in enumerate(self.walks) if heads[one] < len(walk.places)]
            for one, walk in enumerate(self.walks):
                if one not in open_ and not walk.is_done:
                    return Merged(tuple(given.values()), one)
            if not open_:
                return Merged(tuple(given.values()), None)
            which = self._first(open_, heads)
            place = self.walks[which].places[heads[which]]
            heads[which] += 1
            given.setdefault(place.creator_id, place)

    def _first(self, open_: Sequence[int], heads: Sequence[int]) -> int:
        if not self.by_key:
            return min(open_, key=lambda one: (heads[one], one))
        sign = 1 if self.ascending else -1

        def rank(one: int) -> tuple[int, int]:
            key = self.walks[one].places[heads[one]].key
            return sign * (-1 if key is None else key), one

        return min(open_, key=rank)
