import heapq
import math
import random

import pytest

from creatorport.domain.freshness.batching import batches, next_call_in, share_of_a_call
from creatorport.domain.freshness.optimum import allocate
from creatorport.domain.freshness.planner import Reason, Standing, plan
from creatorport.domain.freshness.target import Target, worth
from creatorport.domain.freshness.usual import post_rate


def video(account: str, number: int, age: float, *, count: int = 20, bound: float | None = None) -> Standing:
    key = f"{account}/{number:03}"
    return Standing(
        Target(key, account=account, weight=1, change_rate=0.5, cost=share_of_a_call(count), bound=bound), age
    )


def test_a_call_refreshes_the_twenty_videos_of_one_account_that_are_most_worth_it() -> None:
    of = [video("a", number, age=0.1 * number) for number in range(45)]
    first, second, third = batches(plan(of, 0.1))
    assert [choice.target.key for choice in first.choices] == [f"a/{number:03}" for number in range(44, 24, -1)]
    assert (len(second.choices), len(third.choices)) == (20, 5)


def test_a_call_is_worth_the_sum_of_what_it_refreshes() -> None:
    of = [video("a", number, age=1.0) for number in range(20)]
    (call,) = batches(plan(of, 0.1))
    assert call.worth == pytest.approx(20 * worth(Target("x", weight=1, change_rate=0.5), 1.0))


def test_no_call_mixes_accounts_and_the_fuller_one_comes_first() -> None:
    of = [video("few", number, 1.0, count=3) for number in range(3)] + [
        video("many", number, 1.0) for number in range(20)
    ]
    calls = batches(plan(of, 0.1))
    assert [(call.account, len(call.choices)) for call in calls] == [("many", 20), ("few", 3)]
    assert all({choice.target.account for choice in call.choices} == {call.account} for call in calls)


def test_a_call_that_keeps_a_promise_comes_before_any_that_is_worth_more() -> None:
    of = [video("rich", number, 9.0) for number in range(20)]
    of += [video("late", 0, 2.0, bound=2.0), video("later", 0, 2.5, bound=2.0)]
    calls = batches(plan(of, 0.1))
    assert [call.account for call in calls] == ["later", "late", "rich"]
    assert calls[0].choices[0].reason is Reason.PROMISE


def test_every_video_is_in_one_call() -> None:
    of = [video(account, number, 0.1 * number) for account in "abc" for number in range(33)]
    calls = batches(plan(of, 0.1), size=7)
    assert max(len(call.choices) for call in calls) == 7
    assert sorted(choice.target.key for call in calls for choice in call.choices) == sorted(
        one.target.key for one in of
    )


def test_a_video_shares_its_call_with_as_many_as_there_are() -> None:
    assert [share_of_a_call(count) for count in (0, 1, 5, 20, 400)] == [1, 1, 0.2, 0.05, 0.05]


def test_the_next_call_is_due_when_it_is_worth_its_price() -> None:
    of = [video("a", number, age=0.05 * number) for number in range(30)]
    wait = next_call_in(of, 5.0)
    (first, *_) = batches(plan([Standing(one.target, one.age + wait) for one in of], 5.0))
    assert first.worth == pytest.approx(5.0, rel=1e-2)
    assert first.worth >= 5.0


def test_the_next_call_is_now_never_or_when_a_promise_ends() -> None:
    of = [video("a", number, age=9.0) for number in range(20)]
    assert next_call_in(of, 5.0) == 0.0
    assert next_call_in(of, 1e6) == math.inf
    assert next_call_in([*of, video("a", 99, 1.0, bound=1.5)], 1e6) == 0.5
    assert next_call_in([video("a", 1, 0.0, bound=0.1)], 1.9) == pytest.approx(0.1)
    assert next_call_in([], 1.0) == math.inf


def channel(account: str, chance: random.Random) -> list[Target]:
    """An account's videos: from five to sixty, posted evenly, some livelier than others."""
    count, per_day, activity = (
        chance.choice([5, 15, 30, 60]),
        chance.lognormvariate(-1.2, 0.9),
        chance.lognormvariate(0.4, 0.9),
    )
    return [
        Target(
            f"{account}/{number}",
            account=account,
            weight=1 / (1 + number / 20),
            change_rate=post_rate((number + 0.5) / per_day) * activity * chance.lognormvariate(0, 0.6),
            cost=share_of_a_call(count),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("calls", [30, 100])
def test_batches_come_near_the_optimum_in_which_every_video_is_refreshed_at_its_own_time(calls: int) -> None:
    chance = random.Random(4)
    videos = {str(index): channel(str(index), chance) for index in range(60)}
    every = [target for of in videos.values() for target in of]
    best = allocate(every, calls)
    seen = {target.key: 0.0 for target in every}
    stale = {target.key: chance.expovariate(target.change_rate) for target in every}
    begin, end, fresh = 5.0, 20.0, 0.0

    def standings(account: str, now: float) -> list[Standing]:
        return [Standing(target, now - seen[target.key]) for target in videos[account]]

    def count(target: Target, now: float) -> float:
        return target.weight * max(0.0, min(stale[target.key], now) - max(seen[target.key], begin))

    queue = [(next_call_in(standings(account, 0.0), best.price), account) for account in videos]
    heapq.heapify(queue)
    for call in range(int(end * calls)):
        now = call / calls
        _, account = heapq.heappop(queue)
        for choice in batches(plan(standings(account, now), best.price))[0].choices:
            fresh += count(choice.target, now) if now > begin else 0.0
            seen[choice.target.key] = now
            stale[choice.target.key] = now + chance.expovariate(choice.target.change_rate)
        heapq.heappush(queue, (now + next_call_in(standings(account, now), best.price), account))
    fresh += sum(count(target, end) for target in every)
    reached = fresh / (end - begin) / sum(target.weight for target in every)
    assert 0.95 * best.weighted_freshness < reached < best.weighted_freshness
