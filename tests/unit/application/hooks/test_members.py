"""What members do with outgoing webhooks: who may, what comes of it, what a repeat comes to."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from creatorport.application.ports.jobs import DriveHook
from creatorport.application.use_cases.create_hook import CreateHook, CreateHookCommand
from creatorport.application.use_cases.delete_hook import DeleteHook, DeleteHookCommand
from creatorport.application.use_cases.replay_dead_hook_deliveries import (
    ReplayDeadHookDeliveries,
    ReplayDeadHookDeliveriesCommand,
)
from creatorport.application.use_cases.replay_hook_delivery import ReplayHookDelivery, ReplayHookDeliveryCommand
from creatorport.application.use_cases.rotate_hook_secret import RotateHookSecret, RotateHookSecretCommand
from creatorport.application.use_cases.send_test_event import SendTestEvent, SendTestEventCommand
from creatorport.application.use_cases.update_hook import UpdateHook, UpdateHookCommand
from creatorport.domain.errors import (
    HookAddressRefused,
    IdempotencyConflict,
    InvalidValue,
    NotAllowed,
    NotFound,
    TooManyHooks,
    WrongState,
)
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState
from creatorport.domain.hooks.hook import HOOKS_MAX, DisabledBecause, Hook
from creatorport.domain.hooks.news import HookEventType
from creatorport.domain.hooks.schedule import ATTEMPTS_MAX, WAITS
from creatorport.domain.ids import HookDeliveryId, HookId
from creatorport.domain.workspace import Member
from tests.unit.application.hooks.hook_stage import URL, HookStage, with_hook
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, VIEWER, Stage

_T = HookEventType
NOWHERE = HookId("none")


def updating(stage: HookStage) -> UpdateHook:
    return UpdateHook(stage.units, stage.clock, stage.receiver)


def rotating(stage: HookStage) -> RotateHookSecret:
    return RotateHookSecret(stage.units, stage.clock, stage.stage.identities)


def a_test(stage: HookStage) -> SendTestEvent:
    return SendTestEvent(stage.units, stage.clock)


ACTS: dict[str, Callable[[HookStage, Member, HookId, HookDeliveryId], Awaitable[object]]] = {
    "create": lambda stage, member, _hook, _delivery: stage.create(member=member),
    "update": lambda stage, member, hook, _: updating(stage)(UpdateHookCommand(member, hook, enabled=True)),
    "rotate": lambda stage, member, hook, _: rotating(stage)(RotateHookSecretCommand(member, hook)),
    "delete": lambda stage, member, hook, _: DeleteHook(stage.units)(DeleteHookCommand(member, hook)),
    "test": lambda stage, member, hook, _: a_test(stage)(SendTestEventCommand(member, hook)),
    "replay": lambda stage, member, _, delivery: ReplayHookDelivery(stage.units)(
        ReplayHookDeliveryCommand(member, delivery)
    ),
    "replay dead": lambda stage, member, hook, _: ReplayDeadHookDeliveries(stage.units)(
        ReplayDeadHookDeliveriesCommand(member, hook, stage.clock.now())
    ),
}


async def delivered() -> tuple[HookStage, HookId, HookDeliveryId]:
    stage, hook_id = await with_hook()
    await stage.tell("a")
    await stage.work()
    return stage, hook_id, stage.delivery().id


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("member", [OWNER, MANAGER, VIEWER, CREATOR], ids=["owner", "manager", "viewer", "creator"])
async def test_owners_and_managers_manage_webhooks_and_nobody_else(act: str, member: Member) -> None:
    stage, hook_id, delivery_id = await delivered()
    if member in (OWNER, MANAGER):
        await ACTS[act](stage, member, hook_id, delivery_id)
        return
    with pytest.raises(NotAllowed):
        await ACTS[act](stage, member, hook_id, delivery_id)


@pytest.mark.parametrize("act", sorted(ACTS.keys() - {"create"}))
async def test_another_workspaces_webhooks_are_not_there(act: str) -> None:
    stage, hook_id, delivery_id = await delivered()
    before = dict(stage.stage.storage.records)
    for hook, delivery, member in ((hook_id, delivery_id, STRANGER), (NOWHERE, HookDeliveryId("none"), MANAGER)):
        with pytest.raises(NotFound):
            await ACTS[act](stage, member, hook, delivery)
    assert stage.stage.storage.records == before


async def test_a_webhook_is_made_with_a_secret_of_its_own_that_receivers_libraries_take() -> None:
    stage = HookStage()
    made = [await stage.create(_T.POST_LINKED), await stage.create()]
    hooks = stage.stage.kept(Hook)
    assert [(one.url, one.types, one.created_by) for one in hooks] == [
        (URL, frozenset({_T.POST_LINKED}), MANAGER.id),
        (URL, None, MANAGER.id),
    ]
    assert [one.secret for one in hooks] == [one.secret for one in made]
    assert len({one.secret.reveal() for one in made}) == 2
    for one in made:
        kind, _, encoded = one.secret.reveal().partition("_")
        assert (kind, len(base64.b64decode(encoded, validate=True)) >= 24) == ("whsec", True)


async def test_an_address_that_is_never_called_makes_no_webhook() -> None:
    stage, hook_id = await with_hook()
    stage.receiver.lead("inside.example", "10.0.0.7")
    for url in ("http://lumen.example", "https://inside.example/"):
        with pytest.raises(HookAddressRefused):
            await stage.create(url=url)
        with pytest.raises(HookAddressRefused):
            await updating(stage)(UpdateHookCommand(MANAGER, hook_id, url=url))
    assert stage.hook().url == URL


async def test_a_workspace_has_twenty_webhooks_at_most_also_when_they_come_at_once() -> None:
    stage = HookStage()
    came = await asyncio.gather(*(stage.create() for _ in range(HOOKS_MAX + 3)), return_exceptions=True)
    assert [type(one) for one in came if isinstance(one, Exception)] == [TooManyHooks] * 3
    assert len(stage.stage.kept(Hook)) == HOOKS_MAX
    await stage.create(member=STRANGER)


async def test_under_its_key_a_webhook_is_made_once_and_its_secret_told_again() -> None:
    stage = HookStage()
    first = await stage.create(_T.POST_LINKED, _T.CAMPAIGN_MOVED, key="k")
    stage.receiver.lead("lumen.example")
    assert await stage.create(_T.POST_LINKED, _T.CAMPAIGN_MOVED, key="k") == first
    assert stage.hook().id == first.hook_id
    with pytest.raises(IdempotencyConflict):
        await stage.create(_T.POST_LINKED, key="k")


async def test_under_its_key_a_secret_is_rotated_once() -> None:
    stage, hook_id = await with_hook()
    former = stage.hook().secret
    first = await rotating(stage)(RotateHookSecretCommand(MANAGER, hook_id, "k"))
    assert await rotating(stage)(RotateHookSecretCommand(MANAGER, hook_id, "k")) == first
    assert stage.hook().signs_with(stage.clock.now()) == (first.secret, former)
    second = await rotating(stage)(RotateHookSecretCommand(MANAGER, hook_id, "other"))
    assert stage.hook().signs_with(stage.clock.now()) == (second.secret, first.secret)


async def test_a_webhook_is_changed_as_far_as_it_is_said() -> None:
    stage, hook_id = await with_hook(_T.POST_LINKED)
    update = updating(stage)
    await update(UpdateHookCommand(MANAGER, hook_id, url=" https://elsewhere.example "))
    assert (stage.hook().url, stage.hook().types) == ("https://elsewhere.example", frozenset({_T.POST_LINKED}))
    await update(UpdateHookCommand(MANAGER, hook_id, types=(_T.CAMPAIGN_MOVED, _T.POST_LINKED)))
    assert stage.hook().types == frozenset({_T.POST_LINKED, _T.CAMPAIGN_MOVED})
    await update(UpdateHookCommand(MANAGER, hook_id, all_types=True))
    assert (stage.hook().url, stage.hook().types) == ("https://elsewhere.example", None)
    for wrong in (
        UpdateHookCommand(MANAGER, hook_id, types=(_T.POST_LINKED,), all_types=True),
        UpdateHookCommand(MANAGER, hook_id, types=()),
        UpdateHookCommand(MANAGER, hook_id, types=(_T.TEST,)),
        UpdateHookCommand(MANAGER, hook_id, url=""),
    ):
        with pytest.raises(InvalidValue):
            await update(wrong)


async def test_the_same_change_again_changes_nothing() -> None:
    stage, hook_id = await with_hook()
    command = UpdateHookCommand(
        MANAGER, hook_id, url="https://elsewhere.example", types=(_T.POST_LINKED,), enabled=False
    )
    await updating(stage)(command)
    before = stage.hook()
    await updating(stage)(command)
    assert stage.hook() == before


async def test_what_waits_for_a_disabled_webhook_is_given_up_and_comes_by_a_replay() -> None:
    stage, hook_id = await with_hook()
    await stage.tell("a", "b")
    await updating(stage)(UpdateHookCommand(MANAGER, hook_id, enabled=False))
    assert stage.hook().because is DisabledBecause.MEMBER
    assert {one.because for one in stage.deliveries()} == {DeadBecause.DISABLED}
    since = stage.clock.now()
    replay = ReplayDeadHookDeliveries(stage.units)
    for act in ("test", "replay", "replay dead"):
        with pytest.raises(WrongState):
            await ACTS[act](stage, MANAGER, hook_id, stage.deliveries()[0].id)
    await updating(stage)(UpdateHookCommand(MANAGER, hook_id, enabled=True))
    assert await replay(ReplayDeadHookDeliveriesCommand(MANAGER, hook_id, since + timedelta(seconds=1))) == 0
    command = ReplayDeadHookDeliveriesCommand(MANAGER, hook_id, since, "k")
    assert [await replay(command), await replay(command)] == [2, 2]
    await stage.work()
    assert sorted(stage.received) == ["evt_a_1", "evt_b_2"]


async def test_what_waits_for_days_goes_to_a_new_address_at_once_and_in_its_order() -> None:
    stage, hook_id = await with_hook()
    elsewhere = "https://elsewhere.example"
    stage.receiver.answer(URL, 500, times=99)
    await stage.tell("a", "a", "b")
    for wait in WAITS[:-1]:
        await stage.work()
        await stage.pass_time(wait * 1.2)
    [a, _, b] = stage.deliveries()
    assert (a.attempts, b.attempts) == (ATTEMPTS_MAX - 1, ATTEMPTS_MAX - 1)
    stage.receiver.received.clear()
    stage.receiver.answer(elsewhere, 503, times=2)
    await updating(stage)(UpdateHookCommand(MANAGER, hook_id, url=elsewhere))
    await stage.work()
    # They fail there, too, and have all of their attempts before them.
    assert [(one.state, one.attempts) for one in stage.deliveries()] == [
        (DeliveryState.RETRYING, 1),
        (DeliveryState.PENDING, 0),
        (DeliveryState.RETRYING, 1),
    ]
    await stage.pass_time(2 * WAITS[0])
    assert {(one.state, one.because) for one in stage.deliveries()} == {(DeliveryState.DELIVERED, None)}
    arrived = [one.headers["webhook-id"] for one in stage.receiver.received if one.url == elsewhere]
    assert sorted(arrived[:2]) == ["evt_a_1", "evt_b_3"]
    assert arrived.index("evt_a_1") < arrived.index("evt_a_2")
    assert {request.url for request in stage.receiver.received} == {elsewhere}


async def test_the_same_address_again_brings_nothing_forward() -> None:
    stage, hook_id = await with_hook()
    stage.receiver.answer(URL, 500)
    await stage.tell("a")
    await stage.work()
    await updating(stage)(UpdateHookCommand(MANAGER, hook_id, url=f" {URL} ", types=(_T.POST_LINKED,)))
    assert (stage.delivery().state, stage.delivery().attempts) == (DeliveryState.RETRYING, 1)


async def test_a_time_without_its_zone_is_refused() -> None:
    stage, hook_id = await with_hook()
    with pytest.raises(InvalidValue) as refused:
        await ReplayDeadHookDeliveries(stage.units)(
            ReplayDeadHookDeliveriesCommand(MANAGER, hook_id, datetime(2026, 11, 20))  # noqa: DTZ001  what is refused
        )
    assert refused.value.field == "since"


async def test_a_replay_sends_the_same_event_again_and_under_its_key_once() -> None:
    stage, _, delivery_id = await delivered()
    command = ReplayHookDeliveryCommand(MANAGER, delivery_id, "k")
    for _ in range(2):
        await ReplayHookDelivery(stage.units)(command)
        await stage.work()
    assert stage.received == ["evt_a_1", "evt_a_1"]
    assert len({request.body for request in stage.receiver.received}) == 1
    assert (stage.delivery().state, stage.delivery().tried) == (DeliveryState.DELIVERED, 2)


async def test_a_replay_and_a_test_are_sent_at_once_though_the_receiver_failed_a_moment_ago() -> None:
    stage, hook_id = await with_hook()
    for act in ("replay", "test"):
        stage.receiver.answer(URL, 500)
        await stage.tell(act, first=7)
        await stage.work()
        before = len(stage.received)
        await ACTS[act](stage, MANAGER, hook_id, stage.deliveries()[0].id)
        await stage.work()
        assert len(stage.received) > before


async def test_a_test_event_goes_the_way_of_all_others_whatever_was_chosen() -> None:
    stage, hook_id = await with_hook(_T.POST_LINKED)
    command = SendTestEventCommand(MANAGER, hook_id, "k")
    first, again = await a_test(stage)(command), await a_test(stage)(command)
    assert first == again
    assert [one.job for one in stage.stage.storage.jobs] == [DriveHook(LUMEN, hook_id)]
    await stage.work()
    [request] = stage.receiver.received
    told = stage.body(request)
    assert (told["type"], told["sequence"], told["data"]) == ("webhook.test", 1, {})
    assert request.headers["webhook-id"] == told["id"] == stage.delivery().news.id
    await a_test(stage)(SendTestEventCommand(MANAGER, hook_id))
    await stage.work()
    assert [stage.body(one)["sequence"] for one in stage.receiver.received] == [1, 2]


async def test_a_test_that_failed_is_sent_once_more_by_the_next_instead_of_holding_it_up() -> None:
    stage, hook_id = await with_hook()
    stage.receiver.answer(URL, 500)
    first = await a_test(stage)(SendTestEventCommand(MANAGER, hook_id))
    await stage.work()
    assert stage.delivery().state is DeliveryState.RETRYING
    assert await a_test(stage)(SendTestEventCommand(MANAGER, hook_id)) == first
    await stage.work()
    assert (stage.delivery().state, stage.delivery().tried) == (DeliveryState.DELIVERED, 2)
    assert await a_test(stage)(SendTestEventCommand(MANAGER, hook_id)) != first


async def test_a_test_that_was_not_sent_yet_is_sent_once_by_the_next() -> None:
    stage, hook_id = await with_hook()
    tests = [await a_test(stage)(SendTestEventCommand(MANAGER, hook_id)) for _ in range(2)]
    await stage.work()
    assert (len(set(tests)), len(stage.received), stage.hook().tests) == (1, 1, 1)


async def test_a_deleted_webhook_takes_what_was_told_to_it_along() -> None:
    stage, hook_id, _ = await delivered()
    await DeleteHook(stage.units)(DeleteHookCommand(MANAGER, hook_id))
    assert (stage.stage.kept(Hook), list(stage.deliveries())) == ([], [])


async def test_nothing_is_held_while_a_strangers_name_is_looked_up() -> None:
    stage = HookStage()
    looked_up = asyncio.Event()

    class Slow(type(stage.receiver)):  # type: ignore[misc]  # the fake's own class
        async def check(self, url: str) -> None:
            await stage.create(key="k")
            looked_up.set()
            await super().check(url)

    create = CreateHook(stage.units, stage.clock, Stage().identities, Slow())
    made = await asyncio.wait_for(create(CreateHookCommand(MANAGER, URL, None, "k")), 30)
    assert looked_up.is_set()
    assert made.hook_id == stage.hook().id
