"""The round that keeps idle accounts connected."""

from datetime import timedelta

from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.use_cases.keep_grants_alive import KeepGrantsAlive, KeptAlive
from creatorport.application.use_cases.revoke_at_tiktok import RevokeAtTikTok
from creatorport.domain.account import AccountState
from creatorport.domain.keep_alive import KeepAlive
from tests.unit.application.stage import CREATOR, LUMEN, Stage
from tests.unit.application.test_connect import BEN, MARA, connect
from tests.unit.application.test_disconnect import VAULT, disconnect
from tests.unit.application.test_fresh_tokens import connected, fresh_tokens


def keep_alive(stage: Stage) -> KeepGrantsAlive:
    return KeepGrantsAlive(stage.units, stage.clock, fresh_tokens(stage), KeepAlive())


async def test_an_idle_account_lives_on_for_two_years_on_a_handful_of_renewals() -> None:
    stage, account, _ = await connected()
    for _ in range(730):
        stage.clock.advance(timedelta(days=1))
        await keep_alive(stage)()
    assert stage.login.troubles.calls["login.refresh"] == 5
    assert stage.account().state is AccountState.CONNECTED
    assert stage.login.knows(await fresh_tokens(stage).grant(LUMEN, account.id))
    kinds = [entry.kind for entry in stage.storage.entries(f"account-activity/{account.id}")]
    assert kinds == ["AccountMoved"]


async def test_an_end_that_cannot_be_moved_is_announced_at_14_7_3_and_1_days() -> None:
    stage, account, _ = await connected()
    stage.login.troubles.unreachable("login.refresh", times=10_000)
    for _ in range(179 * 4):
        stage.clock.advance(timedelta(hours=6))
        await keep_alive(stage)()
    entries = stage.storage.entries(f"account-activity/{account.id}")
    assert [entry.payload["days"] for entry in entries if entry.kind == "GrantEnding"] == [14, 7, 3, 1]
    assert stage.account().state is AccountState.CONNECTED
    assert stage.account().failure is not None


async def test_a_grant_that_ended_is_found_although_nobody_uses_it() -> None:
    stage, _, _ = await connected()
    stage.clock.advance(timedelta(days=200))
    assert await keep_alive(stage)() == KeptAlive(renewed=0, lost=1, failed=0, warned=0)
    assert stage.account().state is AccountState.NEEDS_REAUTH


async def test_a_limit_of_tiktoks_ends_the_renewals_of_this_round() -> None:
    stage = Stage()
    await connect(stage, MARA)
    await connect(stage, BEN)
    stage.clock.advance(timedelta(days=150))
    stage.login.troubles.throttle("login.refresh")
    assert await keep_alive(stage)() == KeptAlive(renewed=0, lost=0, failed=1, warned=0)
    assert stage.login.troubles.calls["login.refresh"] == 1
    assert await keep_alive(stage)() == KeptAlive(renewed=2, lost=0, failed=0, warned=0)


async def test_an_access_token_that_died_long_ago_does_not_keep_tiktok_connected() -> None:
    stage, _, _ = await connected()
    stage.clock.advance(timedelta(days=3))
    await disconnect(stage, CREATOR)
    (job,) = (one for one in stage.jobs if isinstance(one, RevokeGrant))
    await RevokeAtTikTok(stage.units, stage.login, VAULT)(job)
    assert stage.login.troubles.calls["login.refresh"] == 1
    assert stage.login.living() == 0


async def test_a_revocation_that_a_reconnect_overtook_leaves_the_new_grant_alone() -> None:
    stage, _, _ = await connected()
    await disconnect(stage, CREATOR)
    (job,) = (one for one in stage.jobs if isinstance(one, RevokeGrant))
    await connect(stage)
    await RevokeAtTikTok(stage.units, stage.login, VAULT)(job)
    assert stage.login.troubles.calls["login.revoke"] == 0
    again = stage.account().grant
    assert again is not None
    assert stage.login.knows(again)
