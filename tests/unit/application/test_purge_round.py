"""Dropping what outlived its time: when, why, what stays, and the report of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.jobs import SyncAccount
from creatorport.application.use_cases.disconnect_account import DisconnectAccount, DisconnectAccountCommand
from creatorport.application.use_cases.purge_round import PurgeRound
from creatorport.application.use_cases.update_hook import UpdateHook, UpdateHookCommand
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.account_video import AccountVideo, VideoSnapshot
from creatorport.domain.handling import Handling
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.retention import Dropped, DropReason, Purge, Purged, RetentionPolicy
from creatorport.domain.sync import MOST_TROUBLES, SyncRun, SyncState, SyncTrigger
from tests.fakes.inbox import Kept
from tests.fakes.vault import InMemoryVault
from tests.unit.application.hooks.hook_stage import URL, with_hook
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, Stage
from tests.unit.application.test_connect import MARA, connect, consent, finishing
from tests.unit.application.test_sync import Sync
from tests.unit.application.test_sync import connect as connected

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PERSONAL = ("union_id", "display_name", "avatar", "handle", "bio", "is_verified", "profile_url")


def purging(stage: Stage) -> PurgeRound:
    return PurgeRound(stage.units, stage.clock, stage.identities, stage.leases, stage.begin_sync, RetentionPolicy())


def report(stage: Stage) -> list[tuple[Purged, DropReason, int]]:
    return [(one.what, one.reason, one.items) for one in stage.kept(Purge)]


def told(account: TikTokAccount) -> set[str]:
    """What is still known of the person."""
    return {name for name in PERSONAL if getattr(account.profile, name) is not None}


async def account_with_videos() -> Sync:
    sync = await connected(Stage())
    sync.post(3)
    assert (await sync.whole()).state is SyncState.DONE
    return sync


async def disconnect(sync: Sync) -> None:
    stage = sync.stage
    await DisconnectAccount(stage.units, stage.clock, InMemoryVault(), stage.identities)(
        DisconnectAccountCommand(CREATOR, sync.account_id)
    )
    stage.storage.jobs.clear()


async def test_after_a_disconnect_the_person_goes_when_the_time_is_over_and_the_numbers_stay() -> None:
    sync = await account_with_videos()
    stage = sync.stage
    await disconnect(sync)
    stage.clock.advance(DAY - timedelta(minutes=1))
    await purging(stage)()
    assert told(stage.account())
    assert report(stage) == []
    stage.clock.advance(timedelta(minutes=1))
    await purging(stage)()
    account = stage.account()
    assert told(account) == set()
    assert account.dropped == Dropped(DropReason.DISCONNECTED, stage.clock.now())
    assert (account.profile.open_id, account.state) == ("open-mara", AccountState.DISCONNECTED)
    assert account.profile.reach is not None
    for video in stage.kept(AccountVideo):
        texts = (video.facts.title, video.facts.description, video.facts.cover, video.facts.share_url)
        assert texts == (None, None, None, None)
        assert video.facts.published_at is not None
        assert (video.dropped_at, video.latest is not None) == (stage.clock.now(), True)
    assert len(stage.kept(VideoSnapshot)) == 3
    assert len(stage.kept(ProfileSnapshot)) == 1
    assert report(stage) == [
        (Purged.PROFILE, DropReason.DISCONNECTED, 1),
        (Purged.VIDEO_TEXTS, DropReason.DISCONNECTED, 3),
    ]
    assert {one.account_id for one in stage.kept(Purge)} == {account.id}
    await purging(stage)()
    assert len(stage.kept(Purge)) == 2
    assert stage.jobs == []


@pytest.mark.parametrize("loss", [LossCause.ACCOUNT_DELETED, LossCause.AGE_CHANGED])
async def test_who_is_gone_from_tiktok_or_too_young_is_forgotten_in_the_next_round(loss: LossCause) -> None:
    sync = await account_with_videos()
    stage = sync.stage
    async with stage.units() as uow:
        account = await uow.accounts.load(LUMEN, sync.account_id)
        await uow.accounts.save(account.lose_grant("gone", stage.clock.now(), loss=loss))
        await uow.commit()
    await purging(stage)()
    assert told(stage.account()) == set()
    assert report(stage) == [(Purged.PROFILE, DropReason.GRANT_LOST, 1), (Purged.VIDEO_TEXTS, DropReason.GRANT_LOST, 3)]


async def test_of_a_connected_account_everything_is_read_again_when_its_time_is_over() -> None:
    sync = await account_with_videos()
    stage = sync.stage
    stage.clock.advance(DAY)
    await purging(stage)()
    assert stage.jobs == [SyncAccount(LUMEN, sync.account_id)]
    assert sync.last.trigger is SyncTrigger.RETENTION
    await purging(stage)()
    assert len(stage.kept(SyncRun)) == 2
    await sync.work()
    await purging(stage)()
    account = stage.account()
    assert (told(account), account.dropped) == (set(PERSONAL), None)
    assert account.profile_at == stage.clock.now()
    assert report(stage) == []
    assert stage.jobs == []


async def test_while_tiktok_is_away_nothing_is_dropped_unseen_the_sync_fails_first_and_the_reason_stays() -> None:
    sync = await account_with_videos()
    stage = sync.stage
    stage.clock.advance(DAY)
    stage.login.troubles.lose_request("profiles.read", times=MOST_TROUBLES)
    await purging(stage)()
    assert told(stage.account()) == set(PERSONAL)
    await sync.work()
    assert sync.last.state is SyncState.FAILED
    await purging(stage)()
    account = stage.account()
    assert told(account) == set()
    assert account.dropped is not None
    assert account.dropped.reason is DropReason.NOT_REFRESHED
    assert account.failure is not None
    assert account.state is AccountState.CONNECTED
    assert report(stage) == [
        (Purged.PROFILE, DropReason.NOT_REFRESHED, 1),
        (Purged.VIDEO_TEXTS, DropReason.NOT_REFRESHED, 3),
    ]
    await sync.whole(SyncTrigger.SCHEDULED)
    account = stage.account()
    assert (told(account), account.dropped) == (set(PERSONAL), None)
    assert [video.dropped_at for video in stage.kept(AccountVideo)] == [None] * 3
    assert [video.facts.title is not None for video in stage.kept(AccountVideo)] == [True] * 3


async def test_the_texts_of_a_video_that_no_longer_shows_go_and_those_of_the_others_stay() -> None:
    sync = await account_with_videos()
    stage = sync.stage
    sync.videos.take_down(MARA, "2")
    stage.clock.advance(DAY)
    await purging(stage)()
    await sync.work()
    await purging(stage)()
    assert [(one.video_id, one.facts.title) for one in stage.kept(AccountVideo) if one.dropped_at] == [("2", None)]
    assert report(stage) == [(Purged.VIDEO_TEXTS, DropReason.NOT_REFRESHED, 1)]


async def test_a_new_consent_finds_the_history_of_an_account_whose_person_was_forgotten() -> None:
    sync = await account_with_videos()
    stage = sync.stage
    await disconnect(sync)
    stage.clock.advance(DAY)
    await purging(stage)()
    await finishing(stage)(await consent(stage, MARA))
    account = stage.account()
    assert (account.id, account.dropped, told(account)) == (sync.account_id, None, set(PERSONAL))


async def test_old_idempotency_keys_are_forgotten_and_reported_by_workspace() -> None:
    stage = Stage()
    async with stage.units() as uow:
        for key in ("a", "b"):
            await uow.idempotency.claim(LUMEN, key, "print")
            await uow.idempotency.keep(LUMEN, key, "{}")
        await uow.commit()
    await purging(stage)()
    assert report(stage) == []
    at_once = RetentionPolicy(keys=timedelta(0))
    await PurgeRound(stage.units, stage.clock, stage.identities, stage.leases, stage.begin_sync, at_once)()
    [purge] = stage.kept(Purge)
    assert (purge.workspace_id, purge.what, purge.items) == (LUMEN, Purged.IDEMPOTENCY_KEYS, 2)
    assert (purge.reason, purge.account_id) == (DropReason.OUTLIVED, None)
    async with stage.units() as uow:
        assert await uow.idempotency.claim(LUMEN, "a", "another") is None


async def test_what_is_young_is_left_alone() -> None:
    stage = Stage()
    await connect(stage)
    stage.storage.jobs.clear()
    stage.clock.advance(DAY - HOUR)
    await purging(stage)()
    assert stage.jobs == []
    assert report(stage) == []


async def test_webhooks_that_outlived_their_time_are_dropped_and_reported_to_whom_they_concerned() -> None:
    stage = Stage()
    settled = Handling().settle("done", frozenset({LUMEN}), stage.clock.now())
    async with stage.units() as uow:
        for name, handling in (("d-1", settled), ("d-2", settled.about(frozenset())), ("d-3", Handling())):
            await uow.inbox.store(Delivery(name, Channel.OPEN, b"{}", stage.clock.now()), name)
            await uow.inbox.save(name, handling)
        await uow.commit()
    await purging(stage)()
    assert (len(stage.kept(Kept)), report(stage)) == (3, [])
    policy = RetentionPolicy(webhooks=timedelta(seconds=-1))
    await replace(purging(stage), policy=policy)()
    assert [one.delivery.id for one in stage.kept(Kept)] == ["d-3"]
    assert report(stage) == [(Purged.WEBHOOKS, DropReason.OUTLIVED, 1)]


async def test_told_events_are_kept_for_thirty_days_and_untold_ones_for_ninety_from_their_verdict() -> None:
    hooks, hook_id = await with_hook()
    hooks.receiver.answer(URL, 410)
    await hooks.tell("a")
    await hooks.work()
    await UpdateHook(hooks.units, hooks.clock, hooks.receiver)(UpdateHookCommand(MANAGER, hook_id, enabled=True))
    await hooks.tell("b", first=2)
    await hooks.work()
    left = []
    for days in (30, 1, 59, 1):
        hooks.clock.advance(days * DAY)
        await purging(hooks.stage)()
        left.append([one.state.value for one in hooks.deliveries()])
    assert left == [["dead", "delivered"], ["dead"], ["dead"], []]
    assert report(hooks.stage) == [(Purged.TOLD_EVENTS, DropReason.OUTLIVED, 1)] * 2
