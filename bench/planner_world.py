"""A world for the planner's benchmark: accounts whose numbers change at random, at rates that nobody is told.

Activity is heavy-tailed: followers, posting and how an account compares with what is usual are all log-normal, and
every day some accounts come alive or fall silent. Everything follows from the seed; two worlds of one seed differ only
by what the policies do in them.
"""

import math
import random
from dataclasses import dataclass, field

from creatorport.domain.freshness.usual import post_rate, profile_rate

LIVE, WATCHED, PAID = 4.0, 3.0, 2.0
PROMISED_DAYS = 1.0


@dataclass(slots=True, eq=False)
class Thing:
    """An account's profile, or twenty of its videos: what one call refreshes. Times are days."""

    key: str
    account: int
    usual: float
    own: float
    base: float
    bound: float | None
    rate: float = 0.0
    weight: float = 0.0
    refreshed: float = 0.0
    fresh_until: float = 0.0
    counted_to: float = 0.0


@dataclass(slots=True)
class World:
    """All accounts, and what was measured: `reached` is the time of freshness times its weight, `possible` the most."""

    things: list[Thing]
    accounts: list[list[Thing]]
    fates: random.Random
    changes: random.Random
    activity: list[float]
    watched: set[int] = field(default_factory=set)
    reached: float = 0.0
    possible: float = 0.0

    @classmethod
    def of(cls, accounts: int, seed: int) -> "World":
        """Make a world, in which nothing was ever looked at."""
        make = random.Random(seed)
        families = [_account(index, make) for index in range(accounts)]
        world = cls(
            [thing for family in families for thing in family],
            families,
            random.Random(seed + 1),
            random.Random(seed + 2),
            [_activity(make) for _ in families],
        )
        world.dawn(0.0)
        return world

    def dawn(self, day: float) -> None:
        """Begin a day: other accounts are watched, and one in a hundred changes its ways."""
        self.count(day)
        count = len(self.accounts)
        self.watched = set(self.fates.sample(range(count), max(1, count // 30)))
        changed = {index for index in range(count) if self.fates.random() < 0.01}
        for index in changed:
            self.activity[index] = _activity(self.fates)
        for thing in self.things:
            thing.weight = thing.base * (WATCHED if thing.account in self.watched else 1.0)
            rate = thing.usual * self.activity[thing.account] * thing.own
            if rate != thing.rate:
                thing.rate = rate
                if thing.fresh_until > day:
                    thing.fresh_until = day + self.changes.expovariate(rate)

    def refresh(self, thing: Thing, now: float) -> bool:
        """Spend one call; return whether anything had changed since the call before."""
        self._count(thing, now)
        changed = thing.fresh_until <= now
        thing.refreshed = now
        thing.fresh_until = now + self.changes.expovariate(thing.rate)
        return changed

    def count(self, now: float) -> None:
        for thing in self.things:
            self._count(thing, now)

    def forget_measures(self) -> None:
        """Begin to measure here."""
        self.reached = self.possible = 0.0

    def _count(self, thing: Thing, now: float) -> None:
        fresh = min(thing.fresh_until, now) - thing.counted_to
        if fresh > 0:
            self.reached += thing.weight * fresh
        self.possible += thing.weight * (now - thing.counted_to)
        thing.counted_to = now


def _account(index: int, make: random.Random) -> list[Thing]:
    followers = int(make.lognormvariate(math.log(20_000), 1.6))
    posts_per_day = make.lognormvariate(math.log(0.3), 0.9)
    live = make.random() < 0.15
    promised = live and make.random() < 0.33
    weight = (LIVE if live else 1.0) * (PAID if make.random() < 0.1 else 1.0)
    family = [_thing(f"{index}/profile", index, profile_rate(followers), weight, promised, make)]
    for lane in range(make.choices((1, 2, 3, 4, 6), (40, 25, 15, 12, 8))[0]):
        # The middle one of these twenty was posted so long ago.
        age = (20 * lane + 10) / posts_per_day
        usual = post_rate(age, followers=followers)
        family.append(_thing(f"{index}/videos/{lane}", index, usual, weight / (1 + lane), promised and lane == 0, make))
    return family


def _thing(key: str, account: int, usual: float, weight: float, promised: bool, make: random.Random) -> Thing:
    own = make.lognormvariate(0.0, 0.6)
    return Thing(key, account, usual, own, weight, PROMISED_DAYS if promised else None)


def _activity(make: random.Random) -> float:
    """How many times as active as usual: 1.5 times at the median, so that what the planner begins with is off."""
    return make.lognormvariate(math.log(1.5), 0.9)
