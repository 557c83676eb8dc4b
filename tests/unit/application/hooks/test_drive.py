"""Events on their way to receivers that answer, fail, vanish; and what the process's death leaves of it."""

from datetime import timedelta
from itertools import count

import pytest

from creatorport.application.global_ids import global_id
from creatorport.application.hooks.drive import AT_ONCE
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.use_cases.delete_hook import DeleteHook, DeleteHookCommand
from creatorport.application.use_cases.resume_hooks import ResumeHooks
from creatorport.application.use_cases.update_hook import UpdateHook, UpdateHookCommand
from creatorport.domain.hooks.attempt import AttemptOutcome
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState
from creatorport.domain.hooks.hook import DisabledBecause
from creatorport.domain.hooks.news import HookEventType
from creatorport.domain.hooks.schedule import ATTEMPTS_MAX, WAITS
from creatorport.domain.hooks.signing import signed_headers
from tests.unit.application.hooks.hook_stage import URL, HookStage, with_hook
from tests.unit.application.mortality import Fate, MortalUnitsOfWork, ProcessDied, mortal_sender
from tests.unit.application.stage import LUMEN, MANAGER

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
_S = DeliveryState


async def test_what_happens_reaches_the_receiver_signed_and_once() -> None:
    stage = HookStage()
    made = await stage.create()
    campaign = await stage.make_campaign()
    async with stage.units() as uow:
        loaded = await uow.campaigns.load(LUMEN, stage.stage.campaign(campaign).id)  # type: ignore[arg-type]  # the id as the use case returned it
        await uow.campaigns.save(loaded.archive(stage.clock.now()))
        await uow.commit()
    stage.wall.advance(DAY)
    assert await stage.work() == 1
    [request] = stage.receiver.received
    assert request.url == URL
    assert stage.body(request) == {
        "id": stage.delivery().news.id,
        "type": "campaign.moved",
        "timestamp": "2026-11-20T09:00:00Z",
        "workspace": "lumen",
        "object": {"type": "Campaign", "id": global_id("Campaign", campaign)},
        "sequence": 1,
        "data": {"state": "ARCHIVED"},
    }
    assert dict(request.headers) == signed_headers(
        stage.delivery().news.id, request.body, [made.secret], stage.wall.now()
    )
    assert (stage.delivery().state, stage.delivery().settled_at) == (_S.DELIVERED, stage.clock.now())
    assert [(one.number, one.status) for one in stage.delivery().log] == [(1, 204)]
    assert stage.waits() == []


async def test_a_receiver_that_fails_gets_the_same_event_by_the_schedule_until_it_is_a_dead_letter() -> None:
    stage, _ = await with_hook()
    stage.receiver.answer(URL, 503, "later\x00", times=ATTEMPTS_MAX)
    await stage.tell("a")
    await stage.work()
    for wait in WAITS:
        before = len(stage.received)
        await stage.pass_time(wait - SECOND)
        assert len(stage.received) == before
        await stage.pass_time(wait * 0.2 + SECOND)
        assert len(stage.received) == before + 1
    dead = stage.delivery()
    assert (dead.state, dead.because, dead.attempts) == (_S.DEAD, DeadBecause.SPENT, ATTEMPTS_MAX)
    assert stage.received == ["evt_a_1"] * ATTEMPTS_MAX
    assert len({request.body for request in stage.receiver.received}) == 1
    assert [(one.number, one.status, one.excerpt) for one in dead.log][-1] == (
        ATTEMPTS_MAX,
        503,
        "later\N{REPLACEMENT CHARACTER}",
    )
    await stage.pass_time(30 * DAY)
    assert len(stage.received) == ATTEMPTS_MAX


async def test_the_job_comes_back_when_the_next_attempt_is_due() -> None:
    stage, _ = await with_hook()
    stage.receiver.fall_silent(URL)
    await stage.tell("a")
    await stage.work()
    [wait] = stage.waits()
    assert wait is not None
    assert WAITS[0] <= wait <= WAITS[0] * 1.2
    [attempt] = stage.delivery().log
    assert (attempt.outcome, attempt.status, attempt.reason) == (
        AttemptOutcome.UNREACHABLE,
        None,
        "nothing whole in time",
    )


async def test_a_later_event_of_an_object_waits_for_the_earlier_and_other_objects_do_not() -> None:
    stage, _ = await with_hook()
    stage.receiver.answer(URL, 500)
    await stage.tell("a", "a", "b", "a", "b")
    await stage.work()
    assert stage.received == ["evt_a_1", "evt_b_3", "evt_b_5"]
    await stage.pass_time(2 * WAITS[0])
    assert stage.received[3:] == ["evt_a_1", "evt_a_2", "evt_a_4"]
    assert {one.state for one in stage.deliveries()} == {_S.DELIVERED}


async def test_a_dead_letter_lets_the_next_event_of_its_object_pass() -> None:
    stage, _ = await with_hook()
    stage.receiver.answer(URL, 500, times=ATTEMPTS_MAX)
    await stage.tell("a", "a")
    await stage.work()
    for wait in WAITS:
        await stage.pass_time(wait * 1.2)
    assert [one.state for one in stage.deliveries()] == [_S.DEAD, _S.PENDING]
    await stage.pass_time(timedelta(minutes=5))
    assert [one.state for one in stage.deliveries()] == [_S.DEAD, _S.DELIVERED]
    assert stage.received == ["evt_a_1"] * ATTEMPTS_MAX + ["evt_a_2"]


async def test_a_receiver_decides_when_it_is_called_again_within_a_day() -> None:
    stage, _ = await with_hook()
    stage.receiver.answer(URL, 429, retry_after=2 * HOUR)
    stage.receiver.answer(URL, 429, retry_after=999 * DAY)
    await stage.tell("a")
    await stage.work()
    assert stage.delivery().due_at == stage.clock.now() + 2 * HOUR
    await stage.pass_time(2 * HOUR)
    assert stage.delivery().due_at == stage.clock.now() + DAY
    await stage.tell("b", first=2)
    await stage.pass_time(HOUR - SECOND)
    assert stage.received == ["evt_a_1"] * 2
    await stage.pass_time(SECOND)
    assert stage.received == ["evt_a_1", "evt_a_1", "evt_b_2"]


async def test_410_disables_the_hook_and_gives_up_what_waits() -> None:
    stage, _ = await with_hook()
    stage.receiver.answer(URL, 410)
    await stage.tell("a", "a")
    await stage.work()
    assert (stage.hook().because, stage.hook().disabled_at) == (DisabledBecause.GONE, stage.clock.now())
    assert [one.because for one in stage.deliveries()] == [DeadBecause.GONE, DeadBecause.DISABLED]
    await stage.tell("b", first=3)
    assert (len(stage.deliveries()), await stage.work()) == (2, 0)


async def test_a_receiver_that_only_fails_for_five_days_is_told_no_more() -> None:
    stage, _ = await with_hook()
    stage.receiver.answer(URL, 500, times=999)
    await stage.tell("a")
    await stage.work()
    since = stage.clock.now()
    for day in range(1, 5):
        await stage.pass_time(DAY)
        await stage.tell(f"a{day}", first=day + 1)
    assert stage.hook().is_enabled
    await stage.pass_time(DAY)
    assert (stage.hook().because, stage.hook().failing_since) == (DisabledBecause.FAILING, since)
    assert {one.state for one in stage.deliveries()} == {_S.DEAD}


async def test_a_receiver_that_fails_is_left_alone_a_while_whatever_else_happens() -> None:
    stage, hook_id = await with_hook()
    stage.receiver.answer(URL, 500)
    await stage.tell("a")
    await stage.work()
    await stage.tell("b", first=2)
    await stage.work()
    assert stage.received == ["evt_a_1"]
    assert stage.waits() == [timedelta(seconds=5)]
    await stage.pass_time(timedelta(seconds=5))
    assert stage.received == ["evt_a_1", "evt_b_2"]
    assert (stage.hook().failing_since, stage.hook().rests_until) == (None, None)
    assert stage.hook().id == hook_id


async def test_an_address_that_has_come_to_lead_inside_is_not_called_and_is_tried_again() -> None:
    stage, _ = await with_hook()
    stage.receiver.lead("lumen.example", "10.0.0.7")
    await stage.tell("a")
    await stage.work()
    [attempt] = stage.delivery().log
    assert (attempt.outcome, attempt.reason) == (
        AttemptOutcome.ADDRESS_REFUSED,
        "it leads to an address that is not public",
    )
    assert (stage.delivery().state, stage.received) == (_S.RETRYING, [])


async def test_one_run_calls_for_a_few_objects_and_comes_back_at_once_for_the_others() -> None:
    stage, hook_id = await with_hook()
    await stage.tell(*(f"object-{number:02}" for number in range(AT_ONCE + 1)))
    stage.stage.storage.jobs.clear()
    await stage.drive()(DriveHook(LUMEN, hook_id))
    assert len(stage.received) == AT_ONCE
    assert stage.waits() == [timedelta(0)]
    assert await stage.work() == 1
    assert len(stage.received) == AT_ONCE + 1


async def test_while_a_secret_rotates_both_sign() -> None:
    stage, _ = await with_hook()
    async with stage.units() as uow:
        hook = await uow.hooks.lock(LUMEN, stage.hook().id)
        other = (await HookStage().create()).secret
        await uow.hooks.save(hook.rotate(other, stage.clock.now()))
        await uow.commit()
    for index, signatures in enumerate((2, 1)):
        await stage.tell(f"object-{index}", first=index + 1)
        await stage.work()
        assert len(stage.receiver.received[-1].headers["webhook-signature"].split()) == signatures
        stage.clock.advance(DAY)


@pytest.mark.parametrize("change", ["deleted", "disabled", "pointed elsewhere"])
async def test_what_becomes_of_the_hook_during_a_call_holds(change: str) -> None:
    stage, hook_id = await with_hook()
    await stage.tell("a", "a")

    class Meddling(type(stage.receiver)):  # type: ignore[misc]  # the fake's own class
        async def send(self, request: object) -> object:
            answer = await super().send(request)
            if change == "deleted":
                await DeleteHook(stage.units)(DeleteHookCommand(MANAGER, hook_id))
            else:
                elsewhere = "https://elsewhere.example" if change == "pointed elsewhere" else None
                enabled = False if change == "disabled" else None
                update = UpdateHook(stage.units, stage.clock, stage.receiver)
                await update(UpdateHookCommand(MANAGER, hook_id, url=elsewhere, enabled=enabled))
            return answer

    meddling = Meddling()
    meddling.answer(URL, 410, retry_after=DAY)
    stage.stage.storage.jobs.clear()
    await stage.drive(sender=meddling)(DriveHook(LUMEN, hook_id))
    if change == "deleted":
        assert stage.deliveries() == []
    elif change == "disabled":
        assert stage.hook().because is DisabledBecause.MEMBER
        assert [one.because for one in stage.deliveries()] == [DeadBecause.DISABLED, DeadBecause.DISABLED]
        assert [one.tried for one in stage.deliveries()] == [1, 0]
    else:
        assert stage.hook().is_enabled
        assert [(one.state, one.tried) for one in stage.deliveries()] == [(_S.RETRYING, 1), (_S.PENDING, 0)]
        await stage.pass_time(2 * WAITS[0])
        assert stage.received == ["evt_a_1", "evt_a_2"]
        assert {request.url for request in stage.receiver.received} == {"https://elsewhere.example"}


async def test_a_job_for_a_hook_that_is_gone_or_has_nothing_to_send_does_nothing() -> None:
    stage, hook_id = await with_hook()
    await stage.drive()(DriveHook(LUMEN, hook_id))
    await DeleteHook(stage.units)(DeleteHookCommand(MANAGER, hook_id))
    await stage.drive()(DriveHook(LUMEN, hook_id))
    assert (stage.received, stage.waits()) == ([], [])


async def test_a_job_that_was_lost_is_made_again_by_the_round() -> None:
    stage, _ = await with_hook()
    await stage.tell("a")
    stage.stage.storage.jobs.clear()
    await stage.pass_time(timedelta(0))
    assert stage.received == ["evt_a_1"]


async def test_the_round_reaches_every_webhook_however_many_are_due_before_it() -> None:
    stage = HookStage()
    made = [await stage.create() for _ in range(5)]
    await stage.tell("a")
    stage.stage.storage.jobs.clear()
    assert await ResumeHooks(stage.units, stage.clock, at_once=2)() == 5
    enqueued = [one.job for one in stage.stage.storage.jobs]
    assert enqueued == sorted((DriveHook(LUMEN, one.hook_id) for one in made), key=lambda job: job.hook_id)


async def test_the_process_may_die_at_any_moment_and_each_event_arrives_in_order_under_its_id() -> None:
    for moment in count(1):
        stage, hook_id = await with_hook(HookEventType.CAMPAIGN_MOVED)
        stage.receiver.answer(URL, 500)
        await stage.tell("a", "a", "b")
        fate = Fate({moment})
        drive = stage.drive(MortalUnitsOfWork(stage.units, fate), mortal_sender(stage.receiver, fate))
        for _ in range(12):
            stage.stage.storage.jobs.clear()
            try:
                await drive(DriveHook(LUMEN, hook_id))
            except* ProcessDied:
                pass
            stage.clock.advance(timedelta(minutes=40))
        assert {one.state for one in stage.deliveries()} == {_S.DELIVERED}, f"moment {moment}"
        arrived = list(dict.fromkeys(stage.received))
        assert arrived.index("evt_a_1") < arrived.index("evt_a_2")
        assert sorted(arrived) == ["evt_a_1", "evt_a_2", "evt_b_3"]
        lost = sum(one.outcome is AttemptOutcome.LOST for each in stage.deliveries() for one in each.log)
        assert sum(one.tried for one in stage.deliveries()) >= len(stage.received)
        if fate.moments < moment:
            assert lost == 0
            return
    raise AssertionError("it never comes to rest")
