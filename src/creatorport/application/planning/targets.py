"""From what is stored to what the planner reckons with."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from creatorport.application.ports.planning import Learned, Refreshable, Unlearned
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Reach
from creatorport.domain.freshness.batching import share_of_a_call
from creatorport.domain.freshness.change import counts_moved, moved
from creatorport.domain.freshness.planner import Standing
from creatorport.domain.freshness.target import Target
from creatorport.domain.freshness.usual import post_changes, post_rate, profile_rate
from creatorport.domain.freshness.weights import profile_weight, video_weight

_DAY = timedelta(days=1)
_LONG_AGO = 365.0
"""The age in days of a post whose date TikTok does not tell."""

PROFILE = "profile:"


def target_of(thing: Refreshable, now: datetime) -> Target:
    """Return the target that a thing is now."""
    if thing.video_id is None:
        return Target(
            thing.key,
            account=thing.account_id,
            weight=profile_weight(live=thing.live, watched=thing.watched),
            change_rate=thing.belief.per_day(profile_rate(thing.followers)),
            bound=thing.bound,
        )
    age = _LONG_AGO if thing.published_at is None else (now - thing.published_at) / _DAY
    return Target(
        thing.key,
        account=thing.account_id,
        weight=video_weight(age, live=thing.live, watched=thing.watched),
        change_rate=thing.belief.per_day(post_rate(age, followers=thing.followers)),
        cost=share_of_a_call(thing.videos),
        bound=thing.bound,
    )


def standing_of(thing: Refreshable, now: datetime) -> Standing:
    """Return the target with its age in days; infinite before the first look."""
    age = float("inf") if thing.captured_at is None else max((now - thing.captured_at) / _DAY, 0.0)
    return Standing(target_of(thing, now), age)


def bounded(targets: Sequence[Target], keys: Collection[str]) -> tuple[list[Target], list[Target]]:
    """Part targets into those that have one of the keys, and the others."""
    chosen = [target for target in targets if target.key in keys]
    return chosen, [target for target in targets if target.key not in keys]


def learned_from(thing: Unlearned) -> Learned:
    """Return the belief after every capture that it did not know."""
    belief = thing.belief
    for before, after in zip(thing.captures, thing.captures[1:], strict=False):
        days = (after.at - before.at) / _DAY
        if isinstance(after.counts, Counts) and isinstance(before.counts, Counts):
            usual = _usual_steps(thing, before.at, after.at)
            changed = counts_moved(before.counts, after.counts)
        else:
            usual = profile_rate(thing.followers) * days
            changed = _followers_moved(before.counts, after.counts)
        belief = belief.observe(usual, days=days, changed=changed)
    return Learned(thing.key, thing.workspace_id, belief, thing.captures[-1].at)


def _usual_steps(thing: Unlearned, begin: datetime, end: datetime) -> float:
    if thing.published_at is None:
        return post_rate(_LONG_AGO, followers=thing.followers) * ((end - begin) / _DAY)
    published = thing.published_at
    return post_changes((begin - published) / _DAY, (end - published) / _DAY, followers=thing.followers)


def _followers_moved(before: Counts | Reach, after: Counts | Reach) -> bool:
    return moved(getattr(before, "followers", None), getattr(after, "followers", None))
