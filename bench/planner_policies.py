"""The ways to spend the calls that the benchmark compares."""

import heapq
import math
from bisect import bisect_left, insort
from collections import deque
from typing import Protocol

from bench.planner_world import Thing, World
from creatorport.domain.freshness.estimate import ChangeRate
from creatorport.domain.freshness.optimum import longest_silence, planned_age, price_of_a_call
from creatorport.domain.freshness.target import Target

LEAD = 1 / 96


class Policy(Protocol):
    """Chooses when each call of a day is made, and on what it is spent."""

    def dawn(self, day: float) -> None: ...

    def moment(self, index: int) -> float:
        """Return when the call of this index is made, as a part of the day."""
        ...

    def next(self, now: float) -> Thing | None: ...

    def refreshed(self, thing: Thing, days: float, *, changed: bool) -> None: ...


class DailyWalk:
    """Each night from 03:30 on, as fast as TikTok allows: every account, its profile and all its videos.

    Where the calls of a day do not suffice, the next night goes on from there.
    """

    def __init__(self, world: World) -> None:
        self._round = deque(world.things)
        self._left = 0

    def dawn(self, day: float) -> None:  # noqa: ARG002  no night differs from another
        self._left = len(self._round)

    def moment(self, index: int) -> float:
        return 3.5 / 24 + index / (600 * 24 * 60)

    def next(self, now: float) -> Thing | None:  # noqa: ARG002  a walk does not look at the time
        if not self._left:
            return None
        self._left -= 1
        self._round.rotate(-1)
        return self._round[-1]

    def refreshed(self, thing: Thing, days: float, *, changed: bool) -> None:
        """A walk learns nothing."""


class Planner:
    """The planner of the domain, with a queue by due time, as a sync engine keeps one in a table.

    The price is found anew each day. With `known`, it is told every rate; else it begins with what is usual and learns.
    """

    def __init__(self, world: World, calls_per_day: int, *, known: bool) -> None:
        self._world, self._calls, self._known = world, calls_per_day, known
        self._beliefs = {thing.key: ChangeRate() for thing in world.things}
        self._price = self._silence = self._begun = 0.0
        self._queue: list[Entry] = []
        self._promises: list[tuple[float, str, Thing]] = []
        self._deadlines: dict[str, float] = {}
        self._start_by = 0.0

    def dawn(self, day: float) -> None:
        self._begun = self._begun or day
        targets = [self._target(thing) for thing in self._world.things]
        self._silence = longest_silence(targets, self._calls)
        self._price = price_of_a_call(targets, self._calls, silence=self._silence, hint=self._price)
        self._queue = [self._due(thing, target) for thing, target in zip(self._world.things, targets, strict=True)]
        self._deadlines = {thing.key: self._deadline(thing) for thing in self._world.things if thing.bound}
        promised = (thing for thing in self._world.things if thing.bound)
        self._promises = sorted(((self._deadlines[thing.key], thing.key, thing) for thing in promised), key=_place)
        self._start_by = 0.0
        heapq.heapify(self._queue)

    def moment(self, index: int) -> float:
        return index / self._calls

    def next(self, now: float) -> Thing | None:
        if now >= self._start_by and self._promises:
            # As `planner.latest_starts` has it for the first one. Serving others in between only moves it on.
            latest = math.inf
            for deadline, _, _ in reversed(self._promises):
                latest = min(latest, deadline) - 1 / self._calls
            self._start_by = latest - LEAD
            if now >= self._start_by:
                return self._promises[0][2]
        while self._queue:
            _, _, seen, thing = heapq.heappop(self._queue)
            if seen == thing.refreshed:
                return thing
        return None

    def refreshed(self, thing: Thing, days: float, *, changed: bool) -> None:
        belief = self._beliefs[thing.key]
        self._beliefs[thing.key] = belief.observe(thing.usual * days, days=days, changed=changed)
        heapq.heappush(self._queue, self._due(thing, self._target(thing)))
        if thing.bound:
            del self._promises[bisect_left(self._promises, (self._deadlines[thing.key], thing.key), key=_place)]
            self._deadlines[thing.key] = self._deadline(thing)
            insort(self._promises, (self._deadlines[thing.key], thing.key, thing), key=_place)

    def _target(self, thing: Thing) -> Target:
        rate = thing.rate if self._known else self._beliefs[thing.key].per_day(thing.usual)
        return Target(thing.key, weight=thing.weight, change_rate=rate, bound=thing.bound)

    def _due(self, thing: Thing, target: Target) -> "Entry":
        due = thing.refreshed + planned_age(target, self._price, self._silence)
        return due, thing.key, thing.refreshed, thing

    def _deadline(self, thing: Thing) -> float:
        return max(thing.refreshed, self._begun) + (thing.bound or 0.0)


def _place(promise: tuple[float, str, Thing]) -> tuple[float, str]:
    return promise[:2]


Entry = tuple[float, str, float, Thing]
"""When due, the key that decides between equals, the refresh it was reckoned from, and the thing."""
