"""Which known videos share a call: TikTok answers for up to twenty of one account's videos by id."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from creatorport.domain.freshness.planner import Choice, Reason, Standing
from creatorport.domain.freshness.target import worth

VIDEOS_PER_CALL = 20


@dataclass(frozen=True, slots=True)
class Batch:
    """One call for videos of one account, in the plan's order; worth what it buys for all of them together."""

    account: str
    choices: tuple[Choice, ...]
    worth: float


def share_of_a_call(videos: int, size: int = VIDEOS_PER_CALL) -> float:
    """Return the cost of one video, as a `Target` has it, where an account has so many known ones."""
    return 1 / min(max(videos, 1), size)


def batches(choices: Iterable[Choice], size: int = VIDEOS_PER_CALL) -> Sequence[Batch]:
    """Group a plan's videos into calls, each for the next `size` of one account, and order the calls.

    A call that keeps a promise comes first, the earliest one first; then the call that buys most. Its worth compares
    with the price of a call: each video adds its worth per call, times its share of the call.
    """
    by_account: dict[str, list[Choice]] = {}
    for choice in choices:
        by_account.setdefault(choice.target.account, []).append(choice)
    calls = [
        _batch(account, tuple(of_account[start : start + size]))
        for account, of_account in by_account.items()
        for start in range(0, len(of_account), size)
    ]
    return sorted(calls, key=_order)


def next_call_in(standings: Sequence[Standing], price: float, size: int = VIDEOS_PER_CALL) -> float:
    """Return in how many days the best call for an account's videos is worth `price`, or a bound of theirs is reached.

    0 when it is now, infinite when never.
    """
    promised = min((s.target.bound - s.age for s in standings if s.target.bound is not None), default=math.inf)
    latest = max(promised, 0.0)
    if _bought(standings, 0.0, size) >= price:
        return 0.0
    if _bought(standings, math.inf, size) < price:
        return latest
    low, high = 0.0, 1 / 24
    while _bought(standings, high, size) < price:
        if high >= latest:
            return latest
        low, high = high, high * 2
    while high - low > 1e-3 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if _bought(standings, middle, size) >= price else (middle, high)
    return min(high, latest)


def _bought(standings: Sequence[Standing], later: float, size: int) -> float:
    gains = [worth(standing.target, standing.age + later) * standing.target.cost for standing in standings]
    return sum(sorted(gains, reverse=True)[:size])


def _batch(account: str, choices: tuple[Choice, ...]) -> Batch:
    return Batch(account, choices, sum(choice.worth * choice.target.cost for choice in choices))


def _order(batch: Batch) -> tuple[int, float, str]:
    first = batch.choices[0]
    if first.reason is Reason.PROMISE:
        return (0, first.due_in, batch.account)
    if first.reason is Reason.LONG_UNSEEN:
        return (1, -first.age, batch.account)
    return (2, -batch.worth, batch.account)
