"""The next call: whichever target is worth it most now, unless a promise is about to be broken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from creatorport.domain.freshness.target import Target, age_worth, worth


class Reason(StrEnum):
    """Why a target is next, or is not."""

    PROMISE = "PROMISE"
    WORTH_MOST = "WORTH_MOST"
    WAITS_ITS_TURN = "WAITS_ITS_TURN"
    NEVER_WORTH_A_CALL = "NEVER_WORTH_A_CALL"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target and its age in days since the last refresh."""

    target: Target
    age: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One target with its place in the plan: what a call would buy now, and in how many days it is due."""

    target: Target
    age: float
    worth: float
    due_in: float
    reason: Reason


def plan(standings: Iterable[Standing], price: float, *, lead: float = 0.0) -> Sequence[Choice]:
    """Return the targets in the order in which calls should go to them.

    `price` is the worth of a call at the optimum (`optimum.allocate`). A promise comes first once it would be broken
    within `lead` days: the earliest one first. Then the greatest worth per call.
    """
    choices = [_choice(standing, price, lead) for standing in standings]
    return sorted(choices, key=_order)


def _choice(standing: Standing, price: float, lead: float) -> Choice:
    target, age = standing.target, standing.age
    gain = worth(target, age)
    at = age_worth(target, price)
    due_in = at - age
    if target.bound is not None:
        due_in = min(due_in, target.bound - lead - age)
        if target.bound - lead - age <= 0:
            return Choice(target, age, gain, target.bound - age, Reason.PROMISE)
    if due_in <= 0:
        reason = Reason.WORTH_MOST
    elif due_in == float("inf"):
        reason = Reason.NEVER_WORTH_A_CALL
    else:
        reason = Reason.WAITS_ITS_TURN
    return Choice(target, age, gain, due_in, reason)


def _order(choice: Choice) -> tuple[bool, float, str]:
    if choice.reason is Reason.PROMISE:
        return (False, choice.due_in, choice.target.key)
    return (True, -choice.worth, choice.target.key)
