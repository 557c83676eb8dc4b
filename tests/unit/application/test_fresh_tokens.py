"""One refresh at a time, kept before it is used, and no account lost to a hiccup."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, cast

import pytest
from typing_extensions import override

from creatorport.application.account_changes import Step, change
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.grant_holders import Accounts
from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.revocations import REVOCATION
from creatorport.application.token_hash import token_hash
from creatorport.application.use_cases.disconnect_account import DisconnectAccount, DisconnectAccountCommand
from creatorport.application.use_cases.refresh_profile import RefreshProfile, RefreshProfileCommand
from creatorport.application.use_cases.revoke_at_tiktok import RevokeAtTikTok
from creatorport.domain.account import AccountState, TikTokAccount, TokenGrant
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.errors import (
    NeedsReauth,
    NotAllowed,
    NotFound,
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
)
from creatorport.domain.ids import AccountId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member
from tests.fakes.vault import InMemoryVault
from tests.unit.application.mortality import Fate, MortalUnitsOfWork, ProcessDied
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, UMBRA, VIEWER, Stage
from tests.unit.application.test_connect import BEN, MARA, connect, consent

VAULT = InMemoryVault()


async def connected() -> tuple[Stage, TikTokAccount, TokenGrant]:
    stage = Stage()
    await connect(stage)
    account = stage.account()
    assert account.grant is not None
    return stage, account, account.grant


def fresh_tokens(stage: Stage, login: TikTokLogin | None = None) -> FreshTokens:
    return FreshTokens(stage.units, stage.clock, stage.leases, login or stage.login, VAULT)


def refresh_profile(stage: Stage) -> RefreshProfile:
    return RefreshProfile(stage.units, stage.clock, fresh_tokens(stage), stage.profiles, timedelta(hours=24))


class InterruptedLogin:
    """Something else is saved in the very moment between TikTok's answer and its arrival."""

    def __init__(self, stage: Stage, meanwhile: Step) -> None:
        self._stage = stage
        self._meanwhile: Step | None = meanwhile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stage.login, name)

    async def refresh(self, refresh_token: Secret) -> TokenGrant:
        try:
            return await self._stage.login.refresh(refresh_token)
        finally:
            meanwhile, self._meanwhile = self._meanwhile, None
            if meanwhile is not None:
                account = self._stage.account()
                await change(self._stage.units, account.workspace_id, account.id, meanwhile)


def interrupted(stage: Stage, meanwhile: Step) -> FreshTokens:
    return fresh_tokens(stage, cast("TikTokLogin", InterruptedLogin(stage, meanwhile)))


async def test_a_young_token_is_used_as_it_is() -> None:
    stage, account, grant = await connected()
    assert await fresh_tokens(stage).grant(LUMEN, account.id) == grant
    assert stage.login.troubles.calls["login.refresh"] == 0


async def test_an_old_token_is_renewed_and_the_new_pair_kept() -> None:
    stage, account, grant = await connected()
    stage.clock.advance(timedelta(hours=2))
    renewed = await fresh_tokens(stage).grant(LUMEN, account.id)
    assert renewed != grant
    assert stage.account().grant == renewed
    assert stage.login.holder(renewed.access_token) is not None
    assert not stage.login.knows(grant)
    assert stage.account().events == ()


async def test_a_hundred_callers_at_once_make_one_refresh_and_get_the_same_token() -> None:
    stage, account, _ = await connected()
    stage.clock.advance(timedelta(hours=3))
    grants = await asyncio.gather(*(fresh_tokens(stage).grant(LUMEN, account.id) for _ in range(100)))
    assert stage.login.troubles.calls["login.refresh"] == 1
    assert set(map(_tokens, grants)) == {_tokens(stage.account().grant)}


async def test_a_hundred_callers_with_one_rejected_token_make_one_refresh() -> None:
    stage, account, grant = await connected()
    grants = await asyncio.gather(
        *(fresh_tokens(stage).grant(LUMEN, account.id, rejected=grant.access_token) for _ in range(100))
    )
    assert stage.login.troubles.calls["login.refresh"] == 1
    assert set(map(_tokens, grants)) == {_tokens(stage.account().grant)}
    assert _tokens(grants[0]) != _tokens(grant)


async def test_callers_of_different_accounts_do_not_wait_for_each_other() -> None:
    stage = Stage()
    await connect(stage, MARA)
    await connect(stage, BEN)
    mara, ben = stage.kept(TikTokAccount)
    stage.clock.advance(timedelta(hours=3))
    async with stage.leases.hold(f"grant/{mara.id}"):
        renewed = await asyncio.wait_for(fresh_tokens(stage).grant(LUMEN, ben.id), timeout=30)
    assert stage.kept(TikTokAccount)[1].grant == renewed


async def test_the_new_pair_is_committed_before_anybody_gets_it() -> None:
    deaths = 0
    for moment in count(1):
        stage, account, grant = await connected()
        stage.clock.advance(timedelta(hours=3))
        mortal = FreshTokens(
            MortalUnitsOfWork(stage.units, Fate({moment})), stage.clock, stage.leases, stage.login, VAULT
        )
        try:
            renewed = await mortal.grant(LUMEN, account.id)
        except ProcessDied:
            deaths += 1
            await _the_next_process_copes(stage, grant)
        else:
            assert stage.account().grant == renewed
            break
    assert deaths == 9  # before five units of work, and around the two commits


async def _the_next_process_copes(stage: Stage, grant: TokenGrant) -> None:
    refreshed = stage.login.troubles.calls["login.refresh"] == 1
    committed = stage.account().grant != grant
    if refreshed and not committed:
        with pytest.raises(NeedsReauth):
            await fresh_tokens(stage).grant(LUMEN, stage.account().id)
        assert stage.account().loss is LossCause.RENEWAL_LOST
    else:
        assert stage.login.knows(await fresh_tokens(stage).grant(LUMEN, stage.account().id))
        assert stage.account().state is AccountState.CONNECTED
        assert stage.login.troubles.calls["login.refresh"] == 1


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ("unreachable", TikTokUnreachable),
        ("throttle", TikTokThrottled),
        ("refuse", TikTokRefused),
        ("lose_request", TikTokAnswerLost),
    ],
)
async def test_a_hiccup_disconnects_nobody_and_the_stored_pair_stays(trouble: str, error: type[TikTokError]) -> None:
    stage, account, grant = await connected()
    stage.clock.advance(timedelta(hours=3))
    getattr(stage.login.troubles, trouble)("login.refresh", times=3)
    for _ in range(3):
        with pytest.raises(error):
            await fresh_tokens(stage).grant(LUMEN, account.id)
        kept = stage.account()
        assert (kept.grant, kept.state, kept.profile) == (account.grant, account.state, account.profile)
        assert (kept.renewing_since is not None) is (trouble == "lose_request")
    assert (await fresh_tokens(stage).grant(LUMEN, account.id)) != grant
    assert stage.account().renewing_since is None
    assert stage.account().state is AccountState.CONNECTED


async def test_a_dead_refresh_token_needs_a_new_consent_and_says_so() -> None:
    stage, account, grant = await connected()
    stage.login.forget(grant.access_token)
    stage.clock.advance(timedelta(hours=3))
    with pytest.raises(NeedsReauth) as refused:
        await fresh_tokens(stage).grant(LUMEN, account.id)
    lost = stage.account()
    assert (lost.state, lost.cause, lost.grant) == (AccountState.NEEDS_REAUTH, refused.value.cause, None)
    assert lost.loss is LossCause.TOKEN_REJECTED
    with pytest.raises(NeedsReauth):
        await fresh_tokens(stage).grant(LUMEN, account.id)
    assert stage.login.troubles.calls["login.refresh"] == 2  # it was believed at the second time, with the stored pair


async def test_one_rejection_alone_is_not_believed() -> None:
    stage, account, grant = await connected()
    stage.clock.advance(timedelta(hours=3))
    stage.login.troubles.reject_token("login.refresh")
    assert await fresh_tokens(stage).grant(LUMEN, account.id) != grant
    assert stage.account().state is AccountState.CONNECTED


async def test_a_grant_that_reached_its_end_says_that() -> None:
    stage, account, _ = await connected()
    stage.clock.advance(timedelta(days=181))
    with pytest.raises(NeedsReauth):
        await fresh_tokens(stage).grant(LUMEN, account.id)
    assert stage.account().loss is LossCause.GRANT_ENDED


async def test_a_lost_answer_to_a_refresh_is_found_out_at_the_next_try() -> None:
    stage, account, _ = await connected()
    stage.clock.advance(timedelta(hours=3))
    stage.login.troubles.lose_answer("login.refresh")
    with pytest.raises(TikTokAnswerLost):
        await fresh_tokens(stage).grant(LUMEN, account.id)
    assert stage.account().state is AccountState.CONNECTED
    with pytest.raises(NeedsReauth):
        await fresh_tokens(stage).grant(LUMEN, account.id)
    assert (stage.account().state, stage.account().loss) == (AccountState.NEEDS_REAUTH, LossCause.RENEWAL_LOST)


async def test_a_new_consent_after_a_dead_grant_works_again_under_the_same_id() -> None:
    stage, account, grant = await connected()
    stage.login.forget(grant.access_token)
    stage.clock.advance(timedelta(hours=3))
    with pytest.raises(NeedsReauth):
        await fresh_tokens(stage).grant(LUMEN, account.id)
    await connect(stage)
    assert (await fresh_tokens(stage).grant(LUMEN, account.id)) == stage.account().grant


async def test_a_renewed_pair_is_kept_although_the_account_changed_meanwhile() -> None:
    stage, account, _ = await connected()
    stage.clock.advance(timedelta(hours=3))
    renewed = await interrupted(stage, lambda one: one.see(one.profile, stage.clock.now())).grant(LUMEN, account.id)
    assert stage.account().grant == renewed
    assert stage.login.knows(renewed)


async def test_a_renewed_pair_is_kept_although_somebody_is_quicker_to_save_the_account() -> None:
    stage, account, _ = await connected()
    stage.clock.advance(timedelta(hours=3))
    saves: list[str] = []

    class Overtaken(Accounts):
        @override
        async def save(self, uow: UnitOfWork, holder: Any) -> None:
            if holder.grant != stage.account().grant and not saves:
                saves.append("overtaken")
                await change(stage.units, LUMEN, holder.id, lambda one: one.see(one.profile, stage.clock.now()))
            await super().save(uow, holder)

    renewed = await replace(fresh_tokens(stage), holders=Overtaken()).grant(LUMEN, account.id)
    assert saves == ["overtaken"]
    assert stage.account().grant == renewed
    assert stage.login.knows(renewed)


async def test_a_reconnect_during_a_refresh_wins() -> None:
    stage, account, _ = await connected()
    stage.clock.advance(timedelta(hours=3))
    again = await stage.login.exchange(*await _code(stage))

    def meanwhile(one: TikTokAccount) -> TikTokAccount:
        now = stage.clock.now()
        return one.reconnect(profile=one.profile, grant=again.grant, requested=one.requested_scopes, now=now)

    assert await interrupted(stage, meanwhile).grant(LUMEN, account.id) == again.grant
    assert stage.account().grant == again.grant


async def test_a_rejection_that_a_reconnect_overtook_disconnects_nobody() -> None:
    stage, account, grant = await connected()
    stage.clock.advance(timedelta(hours=3))
    again = await stage.login.exchange(*await _code(stage))
    stage.login.forget(grant.access_token)

    def meanwhile(one: TikTokAccount) -> TikTokAccount:
        now = stage.clock.now()
        return one.reconnect(profile=one.profile, grant=again.grant, requested=one.requested_scopes, now=now)

    assert await interrupted(stage, meanwhile).grant(LUMEN, account.id) == again.grant
    assert stage.account().state is AccountState.CONNECTED


async def test_a_disconnect_during_a_refresh_is_not_undone() -> None:
    stage, account, _ = await connected()
    stage.clock.advance(timedelta(hours=3))
    with pytest.raises(NeedsReauth):
        await interrupted(stage, lambda one: one.disconnect(stage.clock.now())).grant(LUMEN, account.id)
    assert (stage.account().state, stage.account().grant) == (AccountState.DISCONNECTED, None)


async def test_a_disconnect_during_a_refresh_revokes_the_new_pair_too() -> None:
    stage, account, grant = await connected()
    stage.clock.advance(timedelta(hours=3))
    disconnect = DisconnectAccount(stage.units, stage.clock, VAULT, stage.identities)

    class Disconnected(InterruptedLogin):
        async def refresh(self, refresh_token: Secret) -> TokenGrant:
            renewed = await stage.login.refresh(refresh_token)
            await disconnect(DisconnectAccountCommand(CREATOR, account.id))
            return renewed

    login = cast("TikTokLogin", Disconnected(stage, lambda one: one))
    with pytest.raises(NeedsReauth):
        await fresh_tokens(stage, login).grant(LUMEN, account.id)
    old, new = (job for job in stage.jobs if isinstance(job, RevokeGrant))
    assert VAULT.open(old.sealed_token, REVOCATION) == grant.access_token
    assert stage.login.holder(VAULT.open(new.sealed_token, REVOCATION)) is not None
    revoke = RevokeAtTikTok(stage.units, stage.login, VAULT)
    for job in (old, new):
        await revoke(job)
    assert stage.login.holder(VAULT.open(new.sealed_token, REVOCATION)) is None


async def test_another_workspaces_account_is_simply_not_there() -> None:
    stage, account, _ = await connected()
    with pytest.raises(NotFound):
        await fresh_tokens(stage).grant(UMBRA, account.id)


async def test_refreshing_a_profile_reads_it_now() -> None:
    stage, account, _ = await connected()
    stage.profiles.change(MARA, handle="mara.bakes", followers=200_000)
    stage.clock.advance(timedelta(minutes=5))
    await refresh_profile(stage)(RefreshProfileCommand(CREATOR, account.id))
    seen = stage.account()
    assert str(seen.profile.handle) == "mara.bakes"
    assert seen.profile.reach is not None
    assert seen.profile.reach.followers == 200_000
    assert (seen.updated_at, seen.state) == (stage.clock.now(), AccountState.CONNECTED)


async def test_a_rejected_access_token_is_renewed_once_and_the_profile_read_with_the_new_one() -> None:
    stage, account, grant = await connected()
    stage.login.troubles.reject_token("profiles.read")
    await refresh_profile(stage)(RefreshProfileCommand(CREATOR, account.id))
    assert stage.login.troubles.calls["login.refresh"] == 1
    assert stage.login.troubles.calls["profiles.read"] == 3  # one of them while connecting
    assert stage.account().grant != grant


async def test_a_token_that_is_rejected_twice_is_not_renewed_for_ever() -> None:
    stage, account, _ = await connected()
    stage.login.troubles.reject_token("profiles.read", times=5)
    with pytest.raises(TikTokTokenRejected):
        await refresh_profile(stage)(RefreshProfileCommand(CREATOR, account.id))
    assert stage.login.troubles.calls["login.refresh"] == 1
    assert stage.account().state is AccountState.CONNECTED


async def test_whatever_tiktok_raises_the_last_good_profile_stays() -> None:
    stage, account, _ = await connected()
    for trouble in ("unreachable", "throttle", "refuse", "lose_answer"):
        getattr(stage.login.troubles, trouble)("profiles.read")
        with pytest.raises(TikTokError):
            await refresh_profile(stage)(RefreshProfileCommand(CREATOR, account.id))
        kept = stage.account()
        assert (kept.profile, kept.profile_at, kept.grant) == (account.profile, account.profile_at, account.grant)
        assert kept.failure is not None
        assert kept.failure.at == stage.clock.now()
    await refresh_profile(stage)(RefreshProfileCommand(CREATOR, account.id))
    assert stage.account().failure is None


async def test_a_manager_may_refresh_every_account_and_a_creator_only_their_own() -> None:
    stage, account, _ = await connected()
    await refresh_profile(stage)(RefreshProfileCommand(MANAGER, account.id))
    other = Member(VIEWER.id, LUMEN, CREATOR.role)
    for stranger in (other, STRANGER):
        with pytest.raises(NotFound):
            await refresh_profile(stage)(RefreshProfileCommand(stranger, account.id))
    with pytest.raises(NotAllowed):
        await refresh_profile(stage)(RefreshProfileCommand(VIEWER, account.id))
    with pytest.raises(NotFound):
        await refresh_profile(stage)(RefreshProfileCommand(CREATOR, AccountId("nowhere")))


def _tokens(grant: TokenGrant | None) -> tuple[str, str]:
    assert grant is not None
    return grant.access_token.reveal(), grant.refresh_token.reveal()


async def _code(stage: Stage) -> tuple[Secret, Secret]:
    """Consent once more, without finishing: the code and the verifier that goes with it."""
    callback = await consent(stage)
    async with stage.units() as uow:
        attempt = await uow.attempts.lock(token_hash(callback.state))
    assert callback.code is not None
    assert attempt.verifier is not None
    return callback.code, attempt.verifier
