"""The contracts of Hooks, HookDeliveries and HookReads, and that what is logged is told in the same transaction."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.hook_views import HookDeliveryView, HookView
from creatorport.application.ports.jobs import CaptureCampaign, DriveHook, Job
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import campaign_activity
from creatorport.application.views import Slice
from creatorport.domain.effect import Json
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.events import MilestoneReached
from creatorport.domain.hooks.attempt import AttemptOutcome, HookAttempt
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState, HookDelivery
from creatorport.domain.hooks.hook import DisabledBecause, Hook
from creatorport.domain.hooks.news import HookEventType, HookNews, HookObject
from creatorport.domain.ids import CampaignId, HookDeliveryId, HookId, WorkspaceId
from creatorport.domain.secret import Secret
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, campaign, later
from tests.contract.persistence.world import ids, walk

ONE, TWO = HookId("hook-1"), HookId("hook-2")
STRANGER = WorkspaceId("stranger")
MOVED, CHANGED, LINKED = HookEventType.CAMPAIGN_MOVED, HookEventType.CAMPAIGN_CHANGED, HookEventType.POST_LINKED


def hook(name: str = "hook-1", workspace: WorkspaceId = LUMEN, *types: HookEventType, minutes: float = 0) -> Hook:
    return Hook.made(
        HookId(name),
        workspace,
        url=f"https://{workspace}.example/{name}?a=ü",
        types=frozenset(types) or None,
        secret=Secret(f"whsec_{name}"),
        by=IDA,
        now=later(minutes),
    )


def news(number: int = 1, about: str = "c-1", kind: HookEventType = MOVED) -> HookNews:
    facts: dict[str, Json] = {"state": "ACTIVE", "count": str(2**53 + 1), "none": None, "words": ["ü", "✨"]}
    return HookNews(f"evt_{about}_{number}", kind, HookObject("Campaign", about), number, later(number), facts)


def named(number: int, about: str = "c-1", hook_id: HookId = ONE) -> HookDeliveryId:
    return HookDelivery.of(hook_id, LUMEN, news(number, about)).id


def failed(one: HookDelivery, at: float = 0, status: int = 503) -> HookDelivery:
    begun = one.begin(later(at))
    answer = HookAttempt(0, later(at), AttemptOutcome.ANSWERED, status, "no ✨", timedelta(microseconds=1234567))
    return begun.settle(answer, later(at))


async def keep(units: UnitsOfWork, *hooks: Hook) -> None:
    async with units() as uow:
        for one in hooks:
            await uow.hooks.add(one)
        await uow.commit()


async def tell(units: UnitsOfWork, *every: HookNews, workspace: WorkspaceId = LUMEN) -> None:
    async with units() as uow:
        await uow.hook_deliveries.tell(workspace, every)
        await uow.commit()


async def change(units: UnitsOfWork, *deliveries: HookDelivery) -> None:
    async with units() as uow:
        await uow.hook_deliveries.save_all(deliveries)
        await uow.commit()


async def found(units: UnitsOfWork, *names: HookDeliveryId) -> Sequence[HookDelivery]:
    async with units() as uow:
        return await uow.hook_deliveries.lock_all(LUMEN, names)


async def heads(units: UnitsOfWork, at: float, most: int = 10) -> list[str]:
    async with units() as uow:
        return ids(await uow.hook_deliveries.lock_heads(LUMEN, ONE, later(at), most))


@pytest.fixture
async def stocked(backend: Backend) -> Backend:
    """Two hooks of one workspace, one of them for a single type of events, and one of another workspace."""
    await keep(backend.units, hook(), hook("hook-2", LUMEN, LINKED, minutes=1), hook(workspace=UMBRA))
    return backend


async def test_a_hook_comes_back_as_it_was_stored(stocked: Backend) -> None:
    async with stocked.units() as uow:
        for one in (hook(), hook("hook-2", LUMEN, LINKED, minutes=1)):
            assert await uow.hooks.find(LUMEN, one.id) == one
            assert await uow.hooks.lock(LUMEN, one.id) == one
        assert await uow.hooks.find(STRANGER, ONE) is None
        with pytest.raises(NotFound):
            await uow.hooks.lock(STRANGER, ONE)


async def test_everything_that_changes_of_a_hook_is_kept_and_a_stale_save_refused(stocked: Backend) -> None:
    rotated = hook().rotate(Secret("whsec_next"), later(1)).fail(later(2)).test().fail(later(3))
    changed = rotated.disable(DisabledBecause.GONE, later(4)).choose(frozenset({MOVED, LINKED}))
    for after in (rotated, changed):
        async with stocked.units() as uow:
            await uow.hooks.save(replace(after, version=(await uow.hooks.lock(LUMEN, ONE)).version))
            await uow.commit()
        async with stocked.units() as uow:
            kept = await uow.hooks.lock(LUMEN, ONE)
            assert replace(kept, version=0) == after
    async with stocked.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.hooks.save(hook())


async def test_whoever_counts_hooks_keeps_others_from_adding_one(stocked: Backend) -> None:
    async def add_up_to_five(number: int) -> None:
        async with stocked.units() as uow:
            if await uow.hooks.count(LUMEN) < 5:
                await uow.hooks.add(hook(f"more-{number}"))
                await asyncio.sleep(0)
                await uow.commit()

    await asyncio.gather(*map(add_up_to_five, range(6)))
    async with stocked.units() as uow:
        assert (await uow.hooks.count(LUMEN), await uow.hooks.count(UMBRA)) == (5, 1)


async def test_an_event_is_told_to_every_enabled_hook_that_wants_its_type(stocked: Backend) -> None:
    await keep(stocked.units, replace(hook("hook-3").disable(DisabledBecause.MEMBER, NOW)))
    await tell(stocked.units, news(1), news(2, kind=LINKED))
    told = [named(1), named(2), named(2, hook_id=TWO), named(1, hook_id=TWO), named(1, hook_id=HookId("hook-3"))]
    assert await found(stocked.units, *told) == [
        HookDelivery.of(ONE, LUMEN, news(1)),
        HookDelivery.of(ONE, LUMEN, news(2, kind=LINKED)),
        HookDelivery.of(TWO, LUMEN, news(2, kind=LINKED)),
    ]
    assert await _jobs(stocked) == [DriveHook(LUMEN, ONE), DriveHook(LUMEN, TWO)]


async def test_what_an_aggregate_records_is_told_with_its_place_in_the_log_or_not_at_all(stocked: Backend) -> None:
    archived = campaign().archive(later(1))
    async with stocked.units() as uow:
        await uow.campaigns.add(archived)
    assert await _jobs(stocked) == []
    async with stocked.units() as uow:
        await uow.campaigns.add(archived)
        await uow.campaigns.add(campaign("campaign-1", UMBRA, later(1)))
        await uow.commit()
    page = await stocked.reads.hooks.deliveries(LUMEN, Slice(10))
    assert [(one.hook_id, one.type, one.sequence, one.at, json.loads(one.body)["data"]) for one in page.nodes] == [
        (ONE, "campaign.moved", 1, later(1), {"state": "ARCHIVED"})
    ]
    assert page.nodes[0].event_id.startswith("evt_")
    assert await _jobs(stocked) == [DriveHook(LUMEN, ONE)]


async def test_an_event_that_no_aggregate_carries_is_logged_and_told_like_theirs(stocked: Backend) -> None:
    reached = MilestoneReached(later(1), CampaignId("campaign-1"), "VIEWS", 1000, 1200)
    async with stocked.units() as uow:
        uow.record(LUMEN, reached)
    async with stocked.units() as uow:
        uow.record(LUMEN, reached)
        await uow.commit()
    last = await stocked.feed.last(campaign_activity(reached.campaign_id))
    assert last is not None
    assert (last.number, last.kind, last.at) == (1, "MilestoneReached", later(1))
    [told] = (await stocked.reads.hooks.deliveries(LUMEN, Slice(10))).nodes
    assert (told.type, told.sequence) == ("campaign.milestone_reached", 1)


async def test_a_hook_that_is_busy_gets_no_second_job(stocked: Backend) -> None:
    for number in range(3):
        async with stocked.units() as uow:
            await uow.hook_deliveries.tell(LUMEN, [news(number)])
            await uow.jobs.defer(CaptureCampaign(LUMEN, CampaignId("c")))
            await uow.commit()
    assert sorted(map(repr, await _jobs(stocked))) == sorted(
        map(repr, [CaptureCampaign(LUMEN, CampaignId("c")), DriveHook(LUMEN, ONE)])
    )


async def test_whatever_becomes_of_a_delivery_is_kept(stocked: Backend) -> None:
    await tell(stocked.units, news())
    fresh = HookDelivery.of(ONE, LUMEN, news())
    lost = failed(fresh, 1).begin(later(2)).begin(later(3))
    for after in (fresh.begin(NOW), lost, failed(lost, 4), failed(fresh, 1, 410), failed(fresh, 1, 200)):
        [before] = await found(stocked.units, fresh.id)
        await change(stocked.units, replace(after, version=before.version))
        assert [replace(one, version=0) for one in await found(stocked.units, fresh.id)] == [after]
    with pytest.raises(ConcurrentChange):
        await change(stocked.units, fresh)
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.find(UMBRA, fresh.id) is None
        with pytest.raises(NotFound):
            await uow.hook_deliveries.lock(UMBRA, fresh.id)


async def test_one_for_a_single_hook_is_added_once(stocked: Backend) -> None:
    alone = HookDelivery.of(TWO, LUMEN, news())
    async with stocked.units() as uow:
        await uow.hook_deliveries.add(alone)
        await uow.commit()
    assert await found(stocked.units, alone.id) == [alone]
    async with stocked.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.hook_deliveries.add(alone)


async def test_events_of_one_object_wait_for_each_other_and_those_of_others_do_not(stocked: Backend) -> None:
    await tell(stocked.units, news(3), news(1), news(2), news(2, "c-2"))
    assert await heads(stocked.units, 0) == [named(1), named(2, "c-2")]
    assert await heads(stocked.units, 0, most=1) == [named(1)]
    retrying = failed(HookDelivery.of(ONE, LUMEN, news(1)))
    await change(stocked.units, retrying)
    assert await heads(stocked.units, 0) == [named(2, "c-2")]
    assert await heads(stocked.units, 1) == [named(1), named(2, "c-2")]
    await change(stocked.units, replace(failed(retrying, 1, 410), version=1))
    assert await heads(stocked.units, 1) == [named(2), named(2, "c-2")]


async def test_what_is_tried_again_does_not_wait_until_nothing_new_happens(stocked: Backend) -> None:
    await tell(stocked.units, news(1, "c-1"), news(5, "c-5"), news(9, "c-9"))
    await change(stocked.units, replace(failed(HookDelivery.of(ONE, LUMEN, news(1, "c-1"))), due_at=later(7)))
    assert await heads(stocked.units, 10, most=1) == [named(5, "c-5")]
    assert await heads(stocked.units, 10, most=2) == [named(1, "c-1"), named(5, "c-5")]


async def test_the_next_one_is_due_when_the_first_of_the_objects_first_is(stocked: Backend) -> None:
    async def next_due(at: float) -> float | None:
        async with stocked.units() as uow:
            due = await uow.hook_deliveries.next_due(LUMEN, ONE, later(at))
            assert await uow.hook_deliveries.next_due(UMBRA, ONE, later(at)) is None
        return None if due is None else (due - NOW).total_seconds()

    assert await next_due(0) is None
    await tell(stocked.units, news(1), news(2), news(1, "c-2"))
    assert await next_due(9) == 9 * 60
    first, other = HookDelivery.of(ONE, LUMEN, news(1)), HookDelivery.of(ONE, LUMEN, news(1, "c-2"))
    await change(stocked.units, replace(failed(first), due_at=later(7)), replace(failed(other), due_at=later(5)))
    assert await next_due(0) == 5 * 60
    async with stocked.units() as uow:
        due = [await uow.hook_deliveries.due(later(at), 10) for at in (4, 5, 7)]
        assert due == [[], [(LUMEN, ONE)], [(LUMEN, ONE)]]


async def test_hooks_with_something_due_are_found_in_all_workspaces(stocked: Backend) -> None:
    await tell(stocked.units, news(1, kind=LINKED), news(2))
    await tell(stocked.units, news(1), workspace=UMBRA)
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.due(NOW, 10) == [(LUMEN, ONE), (LUMEN, TWO), (UMBRA, ONE)]
        assert await uow.hook_deliveries.due(NOW, 2) == [(LUMEN, ONE), (LUMEN, TWO)]
        assert await uow.hook_deliveries.due(NOW, 1, (LUMEN, ONE)) == [(LUMEN, TWO)]
        assert await uow.hook_deliveries.due(NOW, 9, (LUMEN, TWO)) == [(UMBRA, ONE)]
        assert await uow.hook_deliveries.due(NOW, 9, (UMBRA, ONE)) == []


async def test_a_hook_that_rests_has_nothing_due_before_its_rest_is_over(stocked: Backend) -> None:
    await tell(stocked.units, news(1, kind=LINKED))
    async with stocked.units() as uow:
        await uow.hooks.save((await uow.hooks.lock(LUMEN, ONE)).fail(NOW, timedelta(minutes=3)))
        await uow.commit()
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.due(later(2), 10) == [(LUMEN, TWO)]
        assert await uow.hook_deliveries.due(later(3), 10) == [(LUMEN, ONE), (LUMEN, TWO)]


async def test_all_open_ones_of_a_hook_are_buried_and_replayed_as_each_by_itself(stocked: Backend) -> None:
    await tell(stocked.units, news(1, kind=LINKED), news(2), news(3), news(4))
    every = [HookDelivery.of(ONE, LUMEN, news(number, kind=LINKED if number == 1 else MOVED)) for number in (1, 2, 3)]
    done, retrying, dead = failed(every[0], 1, 200), failed(every[1], 1), failed(every[2], 1, 410)
    await change(stocked.units, done, retrying, dead)
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.bury_open(UMBRA, ONE, DeadBecause.DISABLED, later(5)) == 0
        assert await uow.hook_deliveries.bury_open(LUMEN, ONE, DeadBecause.DISABLED, later(5)) == 2
        await uow.commit()
    buried = [replace(one, version=0) for one in await found(stocked.units, *map(named, range(5)))]
    pending = HookDelivery.of(ONE, LUMEN, news(4))
    assert buried == [
        done,
        retrying.bury(DeadBecause.DISABLED, later(5)),
        dead,
        pending.bury(DeadBecause.DISABLED, later(5)),
    ]
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.replay_dead(UMBRA, ONE, NOW, 10) == 0
        assert await uow.hook_deliveries.replay_dead(LUMEN, ONE, later(5), 1) == 1
        await uow.commit()
    assert [one.state for one in await found(stocked.units, *map(named, range(5)))] == [
        DeliveryState.DELIVERED,
        DeliveryState.PENDING,
        DeliveryState.DEAD,
        DeliveryState.DEAD,
    ]
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.replay_dead(LUMEN, ONE, NOW, 10) == 2
        await uow.commit()
    again = [replace(one, version=0) for one in await found(stocked.units, named(2), named(3), named(4))]
    assert again == [retrying.replay(), dead.replay(), pending]


async def test_what_failed_at_a_hooks_former_address_is_brought_forward_and_nothing_else(stocked: Backend) -> None:
    await tell(stocked.units, news(1, kind=LINKED), news(2, "c-2"), news(3, "c-3"), news(4), news(5))
    every = [HookDelivery.of(ONE, LUMEN, news(number, f"c-{number}")) for number in (2, 3)]
    other = HookDelivery.of(TWO, LUMEN, news(1, kind=LINKED))
    retrying, dead, done = (
        failed(every[0], 1),
        failed(every[1], 1, 410),
        failed(HookDelivery.of(ONE, LUMEN, news(4)), 1, 200),
    )
    begun = failed(HookDelivery.of(ONE, LUMEN, news(5)), 1).begin(later(2))
    await change(stocked.units, retrying, dead, done, begun, failed(other, 1))
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.redirect_open(UMBRA, ONE) == 0
        assert await uow.hook_deliveries.redirect_open(LUMEN, ONE) == 3
        await uow.commit()
    names = (retrying.id, dead.id, done.id, begun.id, other.id, named(1))
    kept = {one.id: replace(one, version=0) for one in await found(stocked.units, *names)}
    assert kept == {
        retrying.id: retrying.redirect(),
        dead.id: dead,
        done.id: done,
        begun.id: begun.redirect(),
        other.id: failed(other, 1),
        named(1): HookDelivery.of(ONE, LUMEN, news(1, kind=LINKED)),
    }
    assert await heads(stocked.units, 1) == [named(1), retrying.id]


async def test_open_ones_are_looked_at_in_all_workspaces_and_those_whose_time_is_over_are_given_up(
    stocked: Backend,
) -> None:
    async def look(at: float, most: int = 10) -> int:
        async with stocked.units() as uow:
            looked = await uow.hook_deliveries.look_over(later(at), most)
            await uow.commit()
        return looked

    async def kept(*names: HookDeliveryId) -> list[HookDelivery]:
        return [replace(one, version=0) for one in await found(stocked.units, *names)]

    days = 24 * 60
    await tell(stocked.units, *(news(number) for number in range(1, 6)))
    await tell(stocked.units, news(1), workspace=UMBRA)
    pending, retrying, begun, done, dead = (HookDelivery.of(ONE, LUMEN, news(number)) for number in range(1, 6))
    retrying, begun, done, dead = failed(retrying, 1), begun.begin(later(1)), failed(done, 1, 200), failed(dead, 1, 410)
    await change(stocked.units, retrying, begun, done, dead)
    assert [await look(1, 2), await look(2), await look(3)] == [2, 1, 0]
    every = [one.id for one in (pending, retrying, begun, done, dead)]
    [first, second, *others] = await kept(*every)
    assert others == [begun, done, dead]
    assert {first.waits_since, second.waits_since} <= {later(1), later(2)}
    assert [replace(one, waits_since=None) for one in (first, second)] == [pending, retrying]
    assert await look(8 * days) == 0
    await tell(stocked.units, news(6))
    # Those whose time is over come before those that are new.
    assert await look(8 * days + 1, 2) == 2
    assert (await kept(named(6)))[0].waits_since is None
    assert [await look(8 * days + 2), await look(8 * days + 2)] == [2, 0]
    gone = await kept(*every, named(6))
    assert gone[2:] == [begun, done, dead, HookDelivery.of(ONE, LUMEN, news(6)).look(later(8 * days + 2))]
    assert {one.settled_at for one in gone[:2]} <= {later(8 * days + 1), later(8 * days + 2)}
    assert [
        one.settled_at and before.look(one.settled_at) for before, one in zip((first, second), gone, strict=False)
    ] == (gone[:2])
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.replay_dead(LUMEN, ONE, later(8 * days), 10) == 2
        await uow.commit()
    assert await kept(*every[:2]) == [first.bury(DeadBecause.EXPIRED, NOW).replay(), second.replay()]


async def test_what_waits_anew_is_looked_at_anew(stocked: Backend) -> None:
    await tell(stocked.units, news(1), news(1, "c-2"))
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.look_over(NOW, 10) == 2
        assert await uow.hook_deliveries.redirect_open(LUMEN, ONE) == 2
        await uow.commit()
    assert [one.waits_since for one in await found(stocked.units, named(1), named(1, "c-2"))] == [None, None]


async def test_those_with_an_old_verdict_are_forgotten_and_counted(stocked: Backend) -> None:
    await tell(stocked.units, *map(news, range(1, 6)))
    fresh = [HookDelivery.of(ONE, LUMEN, news(number)) for number in range(1, 5)]
    await change(
        stocked.units,
        failed(fresh[0], 1, 200),
        failed(fresh[1], 10, 200),
        failed(fresh[2], 1, 410),
        failed(fresh[3], 10, 410),
    )
    async with stocked.units() as uow:
        assert await uow.hook_deliveries.forget(later(1), later(1), 10) == {}
        assert await uow.hook_deliveries.forget(later(5), later(1), 10) == {LUMEN: 1}
        assert await uow.hook_deliveries.forget(later(11), later(11), 2) == {LUMEN: 2}
        assert await uow.hook_deliveries.forget(later(11), later(11), 2) == {LUMEN: 1}
        await uow.commit()
    assert ids(await found(stocked.units, *map(named, range(1, 6)))) == [named(5)]


async def test_a_hook_goes_with_all_its_deliveries_and_no_others(stocked: Backend) -> None:
    await tell(stocked.units, news(1, kind=LINKED))
    await tell(stocked.units, news(1), workspace=UMBRA)
    async with stocked.units() as uow:
        with pytest.raises(NotFound):
            await uow.hooks.remove(STRANGER, ONE)
        await uow.hooks.remove(LUMEN, ONE)
        await uow.commit()
    assert ids(await stocked.reads.hooks.of_workspace(LUMEN)) == ["hook-2"]
    left = await stocked.reads.hooks.deliveries(LUMEN, Slice(9))
    assert [one.hook_id for one in left.nodes] == [TWO]
    assert (await stocked.reads.hooks.deliveries(UMBRA, Slice(9))).total == 1


async def test_hooks_are_shown_in_the_order_of_their_making_and_without_secrets_or_whole_addresses(
    stocked: Backend,
) -> None:
    shown = await stocked.reads.hooks.of_workspace(LUMEN)
    origin = "https://lumen.example"
    one = HookView(ONE, origin, None, "enabled", None, None, NOW, None, None, None)
    two = HookView(TWO, origin, ("post.linked",), "enabled", None, None, later(1), None, None, None)
    assert shown == [one, two]
    assert await stocked.reads.hooks.by_ids(LUMEN, [ONE, HookId("none")]) == {ONE: one}
    assert await stocked.reads.hooks.of_workspace(STRANGER) == []
    assert await stocked.reads.hooks.by_ids(STRANGER, [ONE]) == {}
    rotated = hook().rotate(Secret("whsec_next"), later(1)).fail(later(2)).disable(DisabledBecause.MEMBER, later(3))
    async with stocked.units() as uow:
        await uow.hooks.save(rotated)
        await uow.commit()
    assert (await stocked.reads.hooks.by_ids(LUMEN, [ONE]))[ONE] == replace(
        one,
        state="disabled",
        because="member",
        disabled_at=later(3),
        rotated_at=later(1),
        retiring_until=later(1 + 24 * 60),
        failing_since=later(2),
    )


async def test_whole_addresses_are_told_by_themselves(stocked: Backend) -> None:
    reads = stocked.reads.hooks
    url = "https://lumen.example/{}?a=ü"
    assert await reads.urls(LUMEN, [ONE, TWO, HookId("none")]) == {ONE: url.format(ONE), TWO: url.format(TWO)}
    assert await reads.urls(UMBRA, [ONE, TWO]) == {ONE: f"https://umbra.example/{ONE}?a=ü"}
    assert await reads.urls(STRANGER, [ONE]) == {}


async def test_deliveries_are_shown_newest_first_by_hook_state_and_type(stocked: Backend) -> None:
    await tell(stocked.units, news(1), news(2, kind=LINKED), news(3, kind=CHANGED))
    await tell(stocked.units, news(1), workspace=UMBRA)
    sent = failed(HookDelivery.of(ONE, LUMEN, news(1)), 4)
    await change(stocked.units, sent)
    reads = stocked.reads.hooks
    every = [named(3), named(2, hook_id=TWO), named(2), named(1)]
    for size in (1, 3, 10):
        assert ids(await walk(lambda part: reads.deliveries(LUMEN, part), size)) == every
    first = Slice(10)
    assert ids((await reads.deliveries(LUMEN, first, hook_id=ONE)).nodes) == [named(3), named(2), named(1)]
    assert ids((await reads.deliveries(LUMEN, first, states=["retrying", "dead"])).nodes) == [named(1)]
    assert ids((await reads.deliveries(LUMEN, first, types=["post.linked"], hook_id=TWO)).nodes) == [every[1]]
    assert (await reads.deliveries(UMBRA, first, hook_id=TWO)).total == 0
    assert await reads.deliveries_by_ids(LUMEN, [sent.id, HookDeliveryId("none")]) == {
        sent.id: HookDeliveryView.of(sent)
    }
    assert await reads.deliveries_by_ids(STRANGER, [sent.id]) == {}


async def _jobs(backend: Backend) -> list[Job]:
    return [job for job, _ in await backend.waiting()]
