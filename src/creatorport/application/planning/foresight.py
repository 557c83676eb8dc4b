"""What if more accounts came."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from creatorport.application.planning.holding import Holding, promised_targets
from creatorport.application.planning.targets import target_of
from creatorport.application.planning.views import OutlookView, WhatIfView
from creatorport.application.ports.planning import Kept
from creatorport.domain.freshness.batching import VIDEOS_PER_CALL, share_of_a_call
from creatorport.domain.freshness.outlook import Outlook, what_if
from creatorport.domain.freshness.target import Target
from creatorport.domain.freshness.usual import post_rate, profile_rate
from creatorport.domain.freshness.weights import profile_weight, video_weight
from creatorport.domain.ids import PromiseId

_DAY: Final = timedelta(days=1)
_LEAST_CALLS: Final = 1.0
_NEW_VIDEOS: Final = 20
"""How many videos an account is taken to have where the workspace has none to go by."""


def foresee(holding: Holding, promises: Sequence[Kept], more: int, now: datetime) -> WhatIfView:
    """Tell what `more` accounts like those of today would change.

    Each also takes a sync a day, which a daily quota has to bear. Promises that no longer fit break newest first.
    """
    targets = [target_of(thing, now) for thing in holding.things]
    likes = _like_today(holding, targets)
    new = [
        replace(target, key=f"{number}:{target.key}", account=f"{number}", bound=None)
        for number in range(more)
        for target in likes[number % len(likes)]
    ]
    calls = max(holding.given - (more * _sync_calls(likes) if holding.today else 0.0), _LEAST_CALLS)
    found = what_if(targets, new, max(holding.given, _LEAST_CALLS), calls_after=calls)
    return WhatIfView(more, outlook_view(found.after), found.those_before, _breaking(holding, promises, calls, now))


def outlook_view(seen: Outlook) -> OutlookView:
    return OutlookView(
        seen.targets,
        seen.calls_per_day,
        seen.weighted_freshness,
        _days(seen.median_age) or timedelta(),
        _days(seen.most_age) or timedelta(),
        seen.promised_calls,
        _days(seen.least_bound),
    )


def _like_today(holding: Holding, targets: Sequence[Target]) -> Sequence[Sequence[Target]]:
    """Return the targets of each account of today; or of a usual one, where there is none."""
    accounts: dict[str, list[Target]] = {thing.account_id: [] for thing in holding.things}
    for target in targets:
        accounts[target.account].append(target)
    return list(accounts.values()) or [_usual()]


def _usual() -> Sequence[Target]:
    profile = Target("profile", weight=profile_weight(live=False, watched=False), change_rate=profile_rate())
    ages = [7.0 * number for number in range(1, _NEW_VIDEOS + 1)]
    return [
        profile,
        *(
            Target(
                str(age),
                weight=video_weight(age, live=False, watched=False),
                change_rate=post_rate(age),
                cost=share_of_a_call(_NEW_VIDEOS),
            )
            for age in ages
        ),
    ]


def _sync_calls(accounts: Sequence[Sequence[Target]]) -> float:
    """Return how many calls a daily sync takes on average: the profile, the newest page, the known videos by id."""
    pages = [max(0, math.ceil((len(own) - 1) / VIDEOS_PER_CALL) - 1) for own in accounts]
    return 2 + sum(pages) / len(pages)


def _breaking(holding: Holding, promises: Sequence[Kept], calls: float, now: datetime) -> tuple[PromiseId, ...]:
    """Return the promises that no longer fit when the older ones are kept first."""
    costs = {target.key: target.cost for target in promised_targets(holding.things, now)}
    rates: dict[str, float] = {}
    breaking: list[PromiseId] = []
    held = [kept for kept in promises if kept.promise.withdrawn_at is None]
    for kept in sorted(held, key=lambda one: (one.promise.made_at, one.promise.id)):
        bound = kept.promise.bound / _DAY
        wanted = rates | {
            one.key: max(costs[one.key] / bound, rates.get(one.key, 0.0)) for one in kept.ledgers if one.key in costs
        }
        if sum(wanted.values()) > calls:
            breaking.append(kept.promise.id)
        else:
            rates = wanted
    return tuple(breaking)


def _days(days: float) -> timedelta | None:
    return None if math.isinf(days) else timedelta(days=min(days, 36_500.0))
