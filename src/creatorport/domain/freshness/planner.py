"""The next call: whichever target is worth it most now, unless a promise is about to be broken."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from creatorport.domain.freshness.optimum import planned_age
from creatorport.domain.freshness.target import Target, age_worth, worth


class Reason(StrEnum):
    """Why a target is next, or is not."""

    PROMISE = "PROMISE"
    LONG_UNSEEN = "LONG_UNSEEN"
    WORTH_MOST = "WORTH_MOST"
    WAITS_ITS_TURN = "WAITS_ITS_TURN"
    NEVER_WORTH_A_CALL = "NEVER_WORTH_A_CALL"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target and its age in days since the last refresh; infinite before the first."""

    target: Target
    age: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One target with its place in the plan: what a call would buy now, and in how many days it is due.

    `due_in` is negative when it is overdue.
    """

    target: Target
    age: float
    worth: float
    due_in: float
    reason: Reason


def plan(
    standings: Iterable[Standing],
    price: float,
    *,
    calls_per_day: float = math.inf,
    lead: float = 0.0,
    silence: float = math.inf,
) -> Sequence[Choice]:
    """Return the targets in the order in which calls should go to them.

    `price` is the worth of a call at the optimum, `silence` the age at which anything is looked at again
    (`optimum.price_of_a_call`, `optimum.longest_silence`). A promise comes first once it would be broken unless it is
    served within `lead` days, the earliest one first: when `calls_per_day` are made evenly, many that end together have
    to be begun well before. Then what nobody looked at for so long or ever, then the greatest worth per call. What is
    younger than its `soonest` age comes last. Equals are ordered by their keys.
    """
    all_standings = list(standings)
    starts = latest_starts(all_standings, calls_per_day)
    return sorted(
        (_choice(one, price, starts.get(one.target.key, math.inf) - lead, silence) for one in all_standings), key=_order
    )


def latest_starts(standings: Iterable[Standing], calls_per_day: float) -> Mapping[str, float]:
    """Return in how many days each promised target must be refreshed at the latest, so that every promise is kept.

    Calls are made evenly, and earliest deadline first, which keeps all promises whenever any order does.
    """
    promised = [(one.target.bound - one.age, one.target) for one in standings if one.target.bound is not None]
    starts: dict[str, float] = {}
    latest = math.inf
    for left, target in sorted(promised, key=lambda one: (one[0], one[1].key), reverse=True):
        latest = min(latest, left) - target.cost / calls_per_day
        starts[target.key] = latest
    return starts


def _choice(standing: Standing, price: float, start_in: float, silence: float) -> Choice:
    target, age = standing.target, standing.age
    gain = worth(target, age)
    if start_in <= 0 and target.bound is not None:
        return Choice(target, age, gain, target.bound - age, Reason.PROMISE)
    due_in = min(planned_age(target, price, silence) - age, start_in)
    if age >= silence:
        reason = Reason.LONG_UNSEEN
    elif due_in <= 0:
        reason = Reason.WORTH_MOST
    elif math.isinf(age_worth(target, price)) and target.bound is None:
        reason = Reason.NEVER_WORTH_A_CALL
    else:
        reason = Reason.WAITS_ITS_TURN
    return Choice(target, age, gain, due_in, reason)


def _order(choice: Choice) -> tuple[int, float, str]:
    if choice.reason is Reason.PROMISE:
        return (0, choice.due_in, choice.target.key)
    if choice.reason is Reason.LONG_UNSEEN:
        return (1, -choice.age, choice.target.key)
    return (2 if choice.age >= choice.target.soonest else 3, -choice.worth, choice.target.key)
