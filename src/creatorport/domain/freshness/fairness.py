"""Who gets how much of the budget: no workspace can starve another, and no call is kept from those who can use it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from creatorport.domain.errors import InvalidValue, PromiseTooGreat
from creatorport.domain.freshness.target import Target


@dataclass(frozen=True, slots=True)
class Claim:
    """What a workspace can use and what it was promised, in calls a day, and how its share weighs (its plan)."""

    demand: float
    promised: float = 0.0
    entitlement: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.promised <= self.demand or self.entitlement <= 0:
            raise InvalidValue(
                "claim", "promised calls lie between none and the demand, and an entitlement is positive"
            )

    @classmethod
    def of(cls, targets: Sequence[Target], entitlement: float = 1.0) -> "Claim":
        """Claim for targets: at most one refresh per `soonest` age of each, at least what their bounds take."""
        return cls(
            sum(target.cost / target.soonest for target in targets),
            sum(target.promised_calls for target in targets),
            entitlement,
        )


def shares(claims: Mapping[str, Claim], calls_per_day: float) -> Mapping[str, float]:
    """Divide a day's calls among workspaces.

    Each gets calls in proportion to its entitlement, though never less than it was promised nor more than it can use;
    what one leaves goes to the others in the same proportion (weighted max-min fairness). How many accounts a workspace
    has plays no part. Raises PromiseTooGreat when the promises alone are more than there is.
    """
    promised = sum(claim.promised for claim in claims.values())
    if promised > calls_per_day * (1 + 1e-9):
        raise PromiseTooGreat(promised, calls_per_day)
    level = _level(list(claims.values()), calls_per_day)
    return {workspace: _given(claim, level) for workspace, claim in claims.items()}


def _given(claim: Claim, level: float) -> float:
    return min(max(level * claim.entitlement, claim.promised), claim.demand)


def _level(claims: Sequence[Claim], calls: float) -> float:
    """The calls per unit of entitlement at which all calls are given: the sum is piecewise linear and grows with it."""
    turns = sorted({turn for claim in claims for turn in _turns(claim)})
    below, given = 0.0, sum(claim.promised for claim in claims)
    for turn in turns:
        at_turn = sum(_given(claim, turn) for claim in claims)
        if at_turn >= calls:
            return below + (turn - below) * (calls - given) / (at_turn - given) if at_turn > given else below
        below, given = turn, at_turn
    return below


def _turns(claim: Claim) -> tuple[float, float]:
    return claim.promised / claim.entitlement, claim.demand / claim.entitlement
