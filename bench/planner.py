"""The planner's proof in virtual time: 30 days, 1,000 calls a day, beside the usual walk and the best that is possible.

One call refreshes a profile or twenty videos. Until the first day everything was refreshed by the walk, from which the
planner knows nothing. The optimum is that of the convex program for each day's true rates and weights, with the same
promises; how changes fall can put a run a little above it. Run it with `python -m bench.planner`.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean

from bench.planner_policies import DailyWalk, Planner, Policy
from bench.planner_world import World
from creatorport.domain.freshness.optimum import allocate
from creatorport.domain.freshness.promise import Ledger
from creatorport.domain.freshness.target import Target

DAYS, CALLS, WARM_UP = 30, 1_000, 14
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Run:
    """Weighted freshness between 0 and 1, the most calls of any day, and whether the promises held."""

    freshness: float
    most_calls: int
    ledgers: tuple[Ledger, ...]

    @property
    def broken(self) -> int:
        return sum(ledger.breaches > 0 for ledger in self.ledgers)

    @property
    def oldest_hours(self) -> float:
        return max(ledger.worst / timedelta(hours=1) for ledger in self.ledgers)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All policies in worlds of one seed."""

    accounts: int
    things: int
    walk: Run
    learned: Run
    known: Run
    optimum: float


def compare(accounts: int, *, days: int = DAYS, calls: int = CALLS, seed: int = 20261120) -> Comparison:
    world = _walked(accounts, calls, seed)
    return Comparison(
        accounts,
        len(world.things),
        _run(world, DailyWalk(world), days, calls),
        _run(world := _walked(accounts, calls, seed), Planner(world, calls, known=False), days, calls),
        _run(world := _walked(accounts, calls, seed), Planner(world, calls, known=True), days, calls),
        _optimum(_walked(accounts, calls, seed), days, calls),
    )


def main() -> None:
    began = time.perf_counter()
    print(f"{DAYS} days, {CALLS} calls a day; weighted freshness, and as a part of the optimum's")
    print(
        "| accounts | things | daily walk | planner, learned rates | planner, known rates | optimum | promises broken |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for accounts in (300, 1_000, 3_000):
        found = compare(accounts)
        cells = (
            f"{run.freshness:.3f} ({run.freshness / found.optimum:.1%})"
            for run in (found.walk, found.learned, found.known)
        )
        print(
            f"| {accounts:,} | {found.things:,} | {' | '.join(cells)} | {found.optimum:.3f} "
            f"| {found.learned.broken} of {len(found.learned.ledgers)} (walk: {found.walk.broken}) |"
        )
        if max(found.walk.most_calls, found.learned.most_calls, found.known.most_calls) > CALLS:
            raise SystemExit("A day's quota was exceeded.")
        if found.learned.freshness < 0.95 * found.optimum:
            raise SystemExit("The planner is below 95 % of the optimum.")
    print(f"{time.perf_counter() - began:.0f} s")


def _walked(accounts: int, calls: int, seed: int) -> World:
    """A world that was walked for two weeks: where every policy begins."""
    world = World.of(accounts, seed)
    _spend(world, DailyWalk(world), 0, WARM_UP, calls, {})
    world.forget_measures()
    return world


def _run(world: World, policy: Policy, days: int, calls: int) -> Run:
    since = _instant(WARM_UP)
    ledgers = {
        thing.key: Ledger(thing.key, timedelta(days=thing.bound), since)
        for thing in world.things
        if thing.bound is not None
    }
    most = _spend(world, policy, WARM_UP, WARM_UP + days, calls, ledgers)
    end = _instant(WARM_UP + days)
    return Run(world.reached / world.possible, most, tuple(ledger.as_of(end) for ledger in ledgers.values()))


def _spend(world: World, policy: Policy, first: int, last: int, calls: int, ledgers: dict[str, Ledger]) -> int:
    most = 0
    for day in range(first, last):
        world.dawn(day)
        policy.dawn(day)
        spent = 0
        while spent < calls:
            now = day + policy.moment(spent)
            thing = policy.next(now)
            if thing is None:
                break
            spent += 1
            days = now - thing.refreshed
            policy.refreshed(thing, days, changed=world.refresh(thing, now))
            if thing.key in ledgers:
                ledgers[thing.key] = ledgers[thing.key].refreshed(_instant(now))
        most = max(most, spent)
    world.count(last)
    return most


def _optimum(world: World, days: int, calls: int) -> float:
    reached = []
    price = None
    for day in range(WARM_UP, WARM_UP + days):
        world.dawn(day)
        targets = [
            Target(thing.key, weight=thing.weight, change_rate=thing.rate, bound=thing.bound) for thing in world.things
        ]
        best = allocate(targets, calls, hint=price)
        price = best.price
        reached.append((best.weighted_freshness, sum(target.weight for target in targets)))
    weights = fmean(weight for _, weight in reached)
    return fmean(fresh * weight for fresh, weight in reached) / weights


def _instant(day: float) -> datetime:
    return BEGIN + timedelta(days=day)


if __name__ == "__main__":
    main()
