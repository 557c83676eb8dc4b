"""Letting go of an account: at once here, and without giving up at TikTok."""

from typing import Any

import pytest

from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.use_cases.disconnect_account import (
    DisconnectAccount,
    DisconnectAccountCommand,
)
from creatorport.application.use_cases.revoke_at_tiktok import RevokeAtTikTok
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.errors import NotAllowed, NotFound, TikTokUnreachable
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId
from creatorport.domain.workspace import Member, Role
from tests.fakes.vault import InMemoryVault
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, VIEWER, Stage
from tests.unit.application.test_connect import MARA, connect

VAULT = InMemoryVault()


async def connected() -> tuple[Stage, TikTokAccount]:
    stage = Stage()
    await connect(stage)
    return stage, stage.account()


async def disconnect(stage: Stage, by: Member) -> None:
    command = DisconnectAccountCommand(by, stage.kept(TikTokAccount)[0].id)
    await DisconnectAccount(stage.units, stage.clock, VAULT, stage.identities)(command)


@pytest.mark.parametrize("by", [CREATOR, MANAGER], ids=str)
async def test_the_tokens_are_erased_here_at_once_and_revoked_at_tiktok_by_a_job(by: Member) -> None:
    stage, account = await connected()
    assert account.grant is not None
    await disconnect(stage, by)
    assert (stage.account().state, stage.account().grant) == (AccountState.DISCONNECTED, None)
    (job,) = stage.jobs
    assert isinstance(job, RevokeGrant)
    assert account.grant.access_token.reveal() not in repr(job)
    assert stage.login.holder(account.grant.access_token) is not None
    await RevokeAtTikTok(stage.units, stage.login, VAULT)(job)
    assert stage.login.holder(account.grant.access_token) is None
    assert not stage.login.knows(account.grant)


async def test_a_tiktok_that_cannot_be_reached_is_told_later() -> None:
    stage, account = await connected()
    await disconnect(stage, CREATOR)
    (job,) = stage.jobs
    assert isinstance(job, RevokeGrant)
    stage.login.troubles.unreachable("login.revoke")
    with pytest.raises(TikTokUnreachable):
        await RevokeAtTikTok(stage.units, stage.login, VAULT)(job)
    assert stage.account().state is AccountState.DISCONNECTED
    await RevokeAtTikTok(stage.units, stage.login, VAULT)(job)
    assert account.grant is not None
    assert not stage.login.knows(account.grant)


async def test_a_sync_that_is_quicker_does_not_keep_an_account_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, account = await connected()
    async with stage.units() as uow:
        accounts = type(uow.accounts)
    load, quicker = accounts.load, iter([True, False])

    async def overtaken(self: Any, workspace_id: WorkspaceId, account_id: AccountId) -> TikTokAccount:
        found: TikTokAccount = await load(self, workspace_id, account_id)
        if next(quicker):
            async with stage.units() as other:
                await other.accounts.save(found.fail("TIKTOK_UNREACHABLE", "away", stage.clock.now()))
                await other.commit()
        return found

    monkeypatch.setattr(accounts, "load", overtaken)
    await disconnect(stage, CREATOR)
    assert (stage.account().state, stage.account().grant) == (AccountState.DISCONNECTED, None)
    assert len(stage.jobs) == 1
    assert stage.account().version == account.version + 2


async def test_disconnecting_twice_is_no_error_and_revokes_once() -> None:
    stage, account = await connected()
    await disconnect(stage, CREATOR)
    await disconnect(stage, CREATOR)
    assert len(stage.jobs) == 1
    entries = stage.storage.entries(f"account-activity/{account.id}")
    assert [entry.payload["state"] for entry in entries] == ["connected", "disconnected"]


async def test_an_account_that_lost_its_grant_has_nothing_to_revoke() -> None:
    stage, account = await connected()
    async with stage.units() as uow:
        await uow.accounts.save(account.lose_grant("revoked", stage.clock.now()))
        await uow.commit()
    await disconnect(stage, CREATOR)
    assert (stage.account().state, stage.account().cause, stage.jobs) == (AccountState.DISCONNECTED, None, [])


async def test_nobody_lets_go_of_what_is_not_theirs() -> None:
    stage, account = await connected()
    for stranger in (STRANGER, Member(MemberId("ben"), LUMEN, Role.CREATOR)):
        with pytest.raises(NotFound) as refused:
            await disconnect(stage, stranger)
        assert refused.value.id == account.id
    with pytest.raises(NotAllowed):
        await disconnect(stage, VIEWER)
    assert stage.account() == account
    assert stage.jobs == []


async def test_a_disconnected_account_can_be_connected_again_under_the_same_id() -> None:
    stage, account = await connected()
    await disconnect(stage, CREATOR)
    await connect(stage, MARA)
    assert (stage.account().id, stage.account().state) == (account.id, AccountState.CONNECTED)
