"""The calls that a workspace's plan consists of: a profile each, or up to twenty videos of one account."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from creatorport.application.planning.targets import standing_of
from creatorport.application.ports.planning import Refreshable
from creatorport.domain.errors import PromiseTooGreat
from creatorport.domain.freshness.batching import Batch, batches, next_call_in
from creatorport.domain.freshness.fairness import Claim, shares
from creatorport.domain.freshness.optimum import price_of_a_call
from creatorport.domain.freshness.outlook import kept_silence, stretched
from creatorport.domain.freshness.planner import Choice, Reason, Standing, plan
from creatorport.domain.freshness.target import Target
from creatorport.domain.ids import AccountId, WorkspaceId

ASKED_FOR: Final = timedelta(minutes=15)
"""How long a refresh that was asked for is waited for, before it is asked for again."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call for what stands in `choices`, videos of one account or its profile.

    `worth` is what it buys now, in prices of a call: from 1 on it is made. `stale` is how many of its things are
    expected to be out of date.
    """

    workspace_id: WorkspaceId
    account_id: AccountId
    choices: tuple[Choice, ...]
    video_ids: tuple[str, ...]
    worth: float
    stale: float
    is_due: bool

    @property
    def reason(self) -> Reason:
        """Why it is made now, or is not."""
        first = self.choices[0].reason
        if first in (Reason.PROMISE, Reason.LONG_UNSEEN):
            return first
        if self.is_due:
            return Reason.WORTH_MOST
        return Reason.NEVER_WORTH_A_CALL if first is Reason.NEVER_WORTH_A_CALL else Reason.WAITS_ITS_TURN

    @property
    def order(self) -> tuple[int, float, str]:
        first = self.choices[0]
        if first.reason is Reason.PROMISE:
            return (0, first.due_in, first.target.key)
        if first.reason is Reason.LONG_UNSEEN:
            return (1, -first.age, first.target.key)
        return (2 if self.is_due else 3, -self.worth, first.target.key)


@dataclass(frozen=True, slots=True)
class Planned:
    """A workspace's plan: its calls a day, the price of one, and the calls in the order in which they are due."""

    workspace_id: WorkspaceId
    calls_per_day: float
    entitled: float
    price: float
    silence: float
    promised: float
    calls: tuple[Call, ...]


def plan_all(
    things: Sequence[Refreshable], calls_per_day: float, parts: Mapping[WorkspaceId, float], now: datetime, lead: float
) -> Sequence[Planned]:
    """Divide a day's calls among the workspaces, and plan each one's. Promises are served `lead` days early."""
    of: dict[WorkspaceId, list[Refreshable]] = {}
    for thing in things:
        of.setdefault(thing.workspace_id, []).append(thing)
    standings = {workspace: [standing_of(thing, now) for thing in own] for workspace, own in of.items()}
    given = _shares({key: [one.target for one in own] for key, own in standings.items()}, calls_per_day, parts)
    whole = sum(parts[workspace] for workspace in of)
    return [
        plan_one(
            workspace, own, standings[workspace], given[workspace], calls_per_day * parts[workspace] / whole, now, lead
        )
        for workspace, own in of.items()
    ]


def plan_one(
    workspace: WorkspaceId,
    things: Sequence[Refreshable],
    standings: Sequence[Standing],
    calls_per_day: float,
    entitled: float,
    now: datetime,
    lead: float,
) -> Planned:
    """Plan one workspace's calls. What was asked for a moment ago is left out."""
    targets = [one.target for one in standings]
    promised = sum(target.promised_calls for target in targets)
    times = max(1.0, promised / calls_per_day * (1 + 1e-6)) if calls_per_day > 0 else 1.0
    silence = kept_silence(targets, calls_per_day)
    price = price_of_a_call(stretched(targets, times), calls_per_day, silence=silence) if calls_per_day > 0 else 0.0
    by_key = {thing.key: thing for thing in things}
    choices = plan(
        [one for one in standings if not _is_asked_for(by_key[one.target.key], now)],
        price,
        calls_per_day=max(calls_per_day, 1e-9),
        lead=lead,
        silence=silence,
    )
    profiles = [
        Batch(one.target.account, (one,), one.worth) for one in choices if by_key[one.target.key].video_id is None
    ]
    videos = batches(one for one in choices if by_key[one.target.key].video_id is not None)
    calls = [_call(workspace, batch, by_key, price) for batch in (*profiles, *videos)]
    ordered = tuple(sorted(calls, key=lambda call: call.order))
    return Planned(workspace, calls_per_day, entitled, price, silence, promised, ordered)


def due_in(call: Call, price: float) -> float:
    """Return in how many days a call is due; 0 when it is, infinite when never."""
    if call.is_due:
        return 0.0
    known = [Standing(one.target, one.age) for one in call.choices]
    soonest = max(min(one.target.soonest - one.age for one in call.choices), 0.0)
    return max(next_call_in(known, price), soonest)


def _call(workspace: WorkspaceId, batch: Batch, by_key: Mapping[str, Refreshable], price: float) -> Call:
    first = batch.choices[0]
    urgent = first.reason in (Reason.PROMISE, Reason.LONG_UNSEEN)
    things = [by_key[one.target.key] for one in batch.choices]
    return Call(
        workspace,
        AccountId(batch.account),
        batch.choices,
        tuple(thing.video_id for thing in things if thing.video_id is not None),
        batch.worth / price if price > 0 else math.inf,
        sum(-math.expm1(-one.target.change_rate * one.age) for one in batch.choices),
        urgent or (batch.worth >= price and first.age >= first.target.soonest),
    )


def _shares(
    targets: Mapping[WorkspaceId, Collection[Target]], calls_per_day: float, parts: Mapping[WorkspaceId, float]
) -> Mapping[WorkspaceId, float]:
    claims: dict[str, Claim] = {key: Claim.of(tuple(own), parts[key]) for key, own in targets.items()}
    try:
        given = shares(claims, calls_per_day)
    except PromiseTooGreat:
        # There are fewer calls than when the promises were made. All of them suffer alike.
        promised = sum(claim.promised for claim in claims.values())
        given = {key: calls_per_day * claim.promised / promised for key, claim in claims.items()}
    return {WorkspaceId(key): calls for key, calls in given.items()}


def _is_asked_for(thing: Refreshable, now: datetime) -> bool:
    if thing.asked_at is None or now - thing.asked_at >= ASKED_FOR:
        return False
    return thing.captured_at is None or thing.captured_at < thing.asked_at
