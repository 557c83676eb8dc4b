"""A creator's consent to the business app: given, renewed, lost, let go of; and what is refused without it."""

import asyncio
from datetime import timedelta

import pytest

from creatorport.application.as_creator import AsCreator
from creatorport.application.consent import BeginConsent
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.grant_holders import BusinessGrants
from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE, CreatorAccess
from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.use_cases.disconnect_account import DisconnectAccount, DisconnectAccountCommand
from creatorport.application.use_cases.disconnect_business import DisconnectBusiness, DisconnectBusinessCommand
from creatorport.application.use_cases.finish_connect import Callback, ConnectFinished
from creatorport.application.use_cases.keep_grants_alive import KeepGrantsAlive, KeptAlive
from creatorport.application.use_cases.revoke_at_tiktok import RevokeAtTikTok
from creatorport.application.use_cases.start_business_connect import StartBusinessConnect, StartBusinessConnectCommand
from creatorport.domain.account import AccountState
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.connecting import ConnectTarget
from creatorport.domain.errors import (
    HandleUnchecked,
    NeedsReauth,
    NotAllowed,
    NotFound,
    NotPermitted,
    StateUsed,
    TikTokAnswerLost,
    WrongAccount,
)
from creatorport.domain.ids import AccountId
from creatorport.domain.keep_alive import KeepAlive
from creatorport.domain.secret import Secret
from creatorport.domain.token_family import TokenFamily
from creatorport.domain.workspace import Member
from tests.fakes.vault import InMemoryVault
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, UMBRA, VIEWER, Stage
from tests.unit.application.test_connect import connect, finishing

ASKED = frozenset({"user.info.basic", "user.info.username", "user.insights", ORDERS_SCOPE})
VAULT = InMemoryVault()


def starting(stage: Stage) -> StartBusinessConnect:
    begin = BeginConsent(stage.clock, stage.identities, stage.creator_login, ASKED, ConnectTarget.BUSINESS)
    return StartBusinessConnect(stage.units, begin, frozenset({"https://app.example"}))


async def with_account() -> Stage:
    stage = Stage()
    await connect(stage)
    return stage


async def consent(
    stage: Stage, handle: str = "mara.cooks", by: Member = CREATOR, *, only: frozenset[str] | None = None
) -> Callback:
    started = await starting(stage)(StartBusinessConnectCommand(by, stage.account().id))
    code, state = stage.creator_login.consent(started.authorize_url, handle, only=only)
    return Callback(state, Secret(code))


async def connected(only: frozenset[str] | None = None) -> Stage:
    stage = await with_account()
    await finishing(stage)(await consent(stage, only=only))
    return stage


def connection(stage: Stage) -> BusinessConnection:
    (one,) = stage.kept(BusinessConnection)
    return one


def tokens(stage: Stage) -> FreshTokens:
    return FreshTokens(stage.units, stage.clock, stage.leases, stage.creator_login, VAULT, BusinessGrants())


def as_creator(stage: Stage) -> AsCreator:
    return AsCreator(stage.units, tokens(stage))


async def who(access: CreatorAccess) -> CreatorAccess:
    return access


async def test_a_consent_is_kept_beside_the_account() -> None:
    stage = await with_account()
    finished = await finishing(stage)(await consent(stage))
    account = stage.account()
    assert finished == ConnectFinished(ConnectTarget.BUSINESS, account.id, "mara.cooks")
    one = connection(stage)
    assert (one.workspace_id, one.account_id, one.state) == (LUMEN, account.id, AccountState.CONNECTED)
    # The two apps know the same person by different ids.
    assert one.open_id != account.profile.open_id
    assert one.grant is not None
    assert one.grant.access_expires_at - stage.clock.now() == timedelta(days=1)
    assert one.grant.refresh_expires_at - stage.clock.now() == timedelta(days=365)
    assert account.grant is not None
    assert account.grant != one.grant


async def test_fewer_scopes_make_a_limited_connection() -> None:
    stage = await connected(only=frozenset({"user.info.basic", "user.info.username"}))
    assert connection(stage).state is AccountState.LIMITED
    assert connection(stage).missing_scopes == {"user.insights", ORDERS_SCOPE}


async def test_another_creator_who_signs_in_changes_nothing() -> None:
    stage = await with_account()
    with pytest.raises(WrongAccount):
        await finishing(stage)(await consent(stage, "ben.bikes"))
    assert stage.kept(BusinessConnection) == []


async def test_another_creator_does_not_take_over_a_connection_either() -> None:
    stage = await connected()
    before = connection(stage)
    with pytest.raises(WrongAccount):
        await finishing(stage)(await consent(stage, "ben.bikes"))
    assert connection(stage) == before


async def test_where_nothing_tells_whose_it_is_nothing_is_connected() -> None:
    stage = await with_account()
    with pytest.raises(HandleUnchecked, match=r"user\.info\.username"):
        await finishing(stage)(await consent(stage, only=frozenset({"user.info.basic"})))
    assert stage.kept(BusinessConnection) == []


async def test_a_state_works_once_here_too() -> None:
    stage = await with_account()
    callback = await consent(stage)
    await finishing(stage)(callback)
    with pytest.raises(StateUsed):
        await finishing(stage)(callback)


async def test_who_may_not_connect_may_not_begin_and_strangers_find_nothing() -> None:
    stage = await with_account()
    account_id = stage.account().id
    with pytest.raises(NotAllowed):
        await starting(stage)(StartBusinessConnectCommand(VIEWER, account_id))
    with pytest.raises(NotFound):
        await starting(stage)(StartBusinessConnectCommand(STRANGER, account_id))
    with pytest.raises(NotFound):
        await starting(stage)(StartBusinessConnectCommand(MANAGER, AccountId("nothing")))
    await starting(stage)(StartBusinessConnectCommand(MANAGER, account_id))


async def test_the_token_is_renewed_once_for_a_hundred_callers() -> None:
    stage = await connected()
    stage.clock.advance(timedelta(days=1))
    account_id = stage.account().id
    got = await asyncio.gather(*(as_creator(stage)(LUMEN, account_id, {ORDERS_SCOPE}, who) for _ in range(100)))
    assert stage.creator_login.troubles.calls["creator.refresh"] == 1
    grant = connection(stage).grant
    assert grant is not None
    assert {one.token.reveal() for one in got} == {grant.access_token.reveal()}
    assert {(one.open_id, one.on_behalf_of) for one in got} == {(connection(stage).open_id, LUMEN)}


async def test_a_refresh_token_that_changed_is_kept() -> None:
    stage = await connected()
    stage.creator_login.rotates = True
    first = connection(stage).grant
    stage.clock.advance(timedelta(days=1))
    await tokens(stage).grant(LUMEN, stage.account().id)
    second = connection(stage).grant
    assert first is not None
    assert second is not None
    assert second.refresh_token != first.refresh_token
    assert stage.creator_login.knows(second)
    assert second.refresh_expires_at == first.refresh_expires_at


async def test_a_rejected_token_is_renewed_and_the_call_made_once_more() -> None:
    stage = await connected()
    stage.one.onboard("mara.cooks")
    stage.creator_login.troubles.reject_token("business_profiles.handle")
    calls = 0

    async def call(access: CreatorAccess) -> str:
        nonlocal calls
        calls += 1
        if calls == 1:
            await stage.connect_business.profiles.handle(access, ASKED)
        return access.token.reveal()

    again = await as_creator(stage)(LUMEN, stage.account().id, (), call)
    grant = connection(stage).grant
    assert calls == 2
    assert grant is not None
    assert again == grant.access_token.reveal()
    assert stage.creator_login.troubles.calls["creator.refresh"] == 1


async def test_a_lost_grant_tells_its_cause_and_leaves_the_account_alone() -> None:
    stage = await connected()
    stage.creator_login.forget("mara.cooks")
    stage.clock.advance(timedelta(days=1))
    account_id = stage.account().id
    with pytest.raises(NeedsReauth):
        await tokens(stage).grant(LUMEN, account_id)
    lost = connection(stage)
    assert (lost.state, lost.grant, lost.loss) == (AccountState.NEEDS_REAUTH, None, LossCause.TOKEN_REJECTED)
    assert stage.account().state is AccountState.CONNECTED
    with pytest.raises(NeedsReauth):
        await as_creator(stage)(LUMEN, account_id, {ORDERS_SCOPE}, who)
    await finishing(stage)(await consent(stage))
    assert (connection(stage).state, connection(stage).cause) == (AccountState.CONNECTED, None)


async def test_a_lost_answer_of_a_renewal_loses_nothing() -> None:
    stage = await connected()
    stage.clock.advance(timedelta(days=1))
    stage.creator_login.troubles.lose_answer("creator.refresh")
    with pytest.raises(TikTokAnswerLost):
        await tokens(stage).grant(LUMEN, stage.account().id)
    assert connection(stage).renewing_since is not None
    await tokens(stage).grant(LUMEN, stage.account().id)
    assert connection(stage).renewing_since is None


async def test_without_a_connection_or_its_scope_a_call_is_not_permitted() -> None:
    stage = await with_account()
    account_id = stage.account().id
    with pytest.raises(NotPermitted, match="granted nothing") as nothing:
        await as_creator(stage)(LUMEN, account_id, {ORDERS_SCOPE}, who)
    assert (nothing.value.missing, nothing.value.connected) == ((ORDERS_SCOPE,), False)
    await finishing(stage)(await consent(stage, only=frozenset({"user.info.username"})))
    with pytest.raises(NotPermitted) as less:
        await as_creator(stage)(LUMEN, account_id, {ORDERS_SCOPE, "user.info.username"}, who)
    assert (less.value.missing, less.value.connected) == ((ORDERS_SCOPE,), True)
    with pytest.raises(NotPermitted):
        await as_creator(stage)(UMBRA, account_id, (), who)


async def test_a_creator_joins_a_campaign_with_their_own_token() -> None:
    stage = await connected()
    campaign_id = await stage.active_campaign("mara.cooks")
    link = stage.campaign(campaign_id).at_tiktok
    assert link is not None

    async def join(access: CreatorAccess) -> None:
        await stage.creator_campaigns.join(access, link.invite_link)

    await as_creator(stage)(LUMEN, stage.account().id, {ORDERS_SCOPE}, join)
    (made,) = stage.one.made.values()
    assert {handle.text for handle in made.joined} == {"mara.cooks"}


async def test_disconnecting_the_account_lets_go_of_both_grants() -> None:
    stage = await connected()
    account, one = stage.account(), connection(stage)
    await DisconnectAccount(stage.units, stage.clock, VAULT, stage.identities)(
        DisconnectAccountCommand(CREATOR, account.id)
    )
    assert (connection(stage).state, connection(stage).grant) == (AccountState.DISCONNECTED, None)
    jobs = [job for job in stage.jobs if isinstance(job, RevokeGrant)]
    assert sorted(job.family for job in jobs) == [TokenFamily.BUSINESS_CREATOR.value, TokenFamily.LOGIN_KIT.value]
    revoke = RevokeAtTikTok(stage.units, stage.login, VAULT, {TokenFamily.BUSINESS_CREATOR: stage.creator_login})
    for job in jobs:
        await revoke(job)
    assert account.grant is not None
    assert one.grant is not None
    assert not stage.login.knows(account.grant)
    assert not stage.creator_login.knows(one.grant)


async def test_the_business_grant_can_be_let_go_of_alone_and_twice() -> None:
    stage = await connected()
    one, disconnect = connection(stage), DisconnectBusiness(stage.units, stage.clock, VAULT, stage.identities)
    for _ in range(2):
        await disconnect(DisconnectBusinessCommand(CREATOR, stage.account().id))
    (job,) = [job for job in stage.jobs if isinstance(job, RevokeGrant)]
    assert stage.account().grant is not None
    assert one.grant is not None
    stage.clock.advance(timedelta(days=2))  # the access token is dead by now: the refresh token still ends it
    await RevokeAtTikTok(stage.units, stage.login, VAULT, {TokenFamily.BUSINESS_CREATOR: stage.creator_login})(job)
    assert not stage.creator_login.knows(one.grant)
    with pytest.raises(NotFound):
        await disconnect(DisconnectBusinessCommand(STRANGER, stage.account().id))
    with pytest.raises(NotAllowed):
        await disconnect(DisconnectBusinessCommand(VIEWER, stage.account().id))


async def test_the_end_of_the_consent_is_announced_at_14_7_3_and_1_days_and_then_found_although_nobody_uses_it() -> (
    None
):
    stage = await connected()
    round_ = KeepGrantsAlive(stage.units, stage.clock, tokens(stage), KeepAlive(before=timedelta(0)))
    for _ in range(365 * 2 - 1):
        stage.clock.advance(timedelta(hours=12))
        await round_()
    stream = f"account-activity/{stage.account().id}"
    warnings = [entry.payload for entry in stage.storage.entries(stream) if entry.kind == "GrantEnding"]
    assert [(one["family"], one["days"]) for one in warnings] == [("business_creator", days) for days in (14, 7, 3, 1)]
    assert stage.creator_login.troubles.calls["creator.refresh"] == 0
    assert connection(stage).state is AccountState.CONNECTED
    stage.clock.advance(timedelta(hours=13))
    assert (await round_()).lost == 1
    assert connection(stage).state is AccountState.NEEDS_REAUTH
    assert connection(stage).loss is LossCause.GRANT_ENDED
    assert await round_() == KeptAlive(renewed=0, lost=0, failed=0, warned=0)


async def test_a_consent_given_anew_is_warned_of_anew() -> None:
    stage = await connected()
    round_ = KeepGrantsAlive(stage.units, stage.clock, tokens(stage), KeepAlive(before=timedelta(0)))
    stage.clock.advance(timedelta(days=358, hours=1))
    assert (await round_()).warned == 1
    assert (await round_()).warned == 0
    await finishing(stage)(await consent(stage))
    assert (await round_()).warned == 0
    stage.clock.advance(timedelta(days=352))
    assert (await round_()).warned == 1


async def test_a_round_that_meets_a_silent_tiktok_changes_nothing_and_says_so() -> None:
    stage = await connected()
    round_ = KeepGrantsAlive(stage.units, stage.clock, tokens(stage), KeepAlive(before=timedelta(0)))
    stage.clock.advance(timedelta(days=364, hours=23))
    await round_()
    before = connection(stage)
    stage.creator_login.troubles.unreachable("creator.refresh", times=1)
    stage.clock.advance(timedelta(hours=2))
    assert (await round_()).failed == 1
    assert connection(stage).grant == before.grant
    assert (await round_()).lost == 1
