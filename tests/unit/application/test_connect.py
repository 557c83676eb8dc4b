"""Connecting a creator's account, from the first click to the account that stands."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from creatorport.application.account_changes import change
from creatorport.application.consent import BeginConsent
from creatorport.application.policy import Action, may
from creatorport.application.ports.jobs import SyncAccount
from creatorport.application.token_hash import token_hash
from creatorport.application.use_cases.finish_connect import Callback, ConnectFinished, FinishConnect
from creatorport.application.use_cases.start_account_connect import (
    ConnectStarted,
    StartAccountConnect,
    StartAccountConnectCommand,
)
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.errors import (
    ConsentDeclined,
    HandleUnchecked,
    InvalidValue,
    NeedsReauth,
    NotAllowed,
    ScopesNotApproved,
    StateExpired,
    StateForeign,
    StateUnknown,
    StateUsed,
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokUnreachable,
    WrongAccount,
)
from creatorport.domain.ids import MemberId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member, Role
from tests.fakes.tiktok import Person
from tests.unit.application.interleaving import InterleavingUnitsOfWork
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, UMBRA, VIEWER, Stage

SCOPES = frozenset({"user.info.basic", "user.info.profile", "user.info.stats"})
MARA = Person("open-mara")
BEN = Person("open-ben", "ben.bikes", "Ben")


def starting(stage: Stage) -> StartAccountConnect:
    return StartAccountConnect(
        stage.units,
        BeginConsent(stage.clock, stage.identities, stage.login, SCOPES),
        frozenset({"https://app.example"}),
    )


def finishing(stage: Stage) -> FinishConnect:
    return FinishConnect(
        stage.units,
        stage.clock,
        stage.identities,
        stage.login,
        stage.profiles,
        stage.brand,
        stage.begin_sync,
        stage.connect_business,
    )


async def start(stage: Stage, by: Member = CREATOR, expected: str | None = None) -> ConnectStarted:
    return await starting(stage)(StartAccountConnectCommand(by, expected))


async def consent(
    stage: Stage,
    person: Person = MARA,
    by: Member = CREATOR,
    *,
    expected: str | None = None,
    only: frozenset[str] | None = None,
) -> Callback:
    """Start, say yes on TikTok's page, and return what the redirect brings."""
    started = await start(stage, by, expected)
    code, state = stage.login.consent(started.authorize_url, person, only=only)
    return Callback(state, Secret(code))


async def connect(stage: Stage, person: Person = MARA, by: Member = CREATOR) -> ConnectFinished:
    finished = await finishing(stage)(await consent(stage, person, by))
    # The sync that follows by itself has its own tests.
    stage.storage.jobs = [waiting for waiting in stage.storage.jobs if not isinstance(waiting.job, SyncAccount)]
    return finished


@pytest.mark.parametrize("by", [OWNER, MANAGER, CREATOR])
async def test_a_consent_connects_the_account_of_the_one_who_gave_it(by: Member) -> None:
    stage = Stage()
    finished = await connect(stage, by=by)
    account = stage.account()
    assert finished == ConnectFinished(ConnectTarget.ACCOUNT, account.id, "mara.cooks")
    assert (account.state, account.owner, account.workspace_id) == (AccountState.CONNECTED, by.id, LUMEN)
    assert (account.profile.open_id, account.profile.union_id) == ("open-mara", "union-open-mara")
    assert account.connected_at == stage.clock.now()
    assert account.grant is not None
    assert stage.login.knows(account.grant)


async def test_a_viewer_may_not_connect_anything() -> None:
    stage = Stage()
    with pytest.raises(NotAllowed):
        await start(stage, VIEWER)
    assert stage.storage.records == {}


async def test_what_expects_no_handle_at_all_is_refused_before_it_starts() -> None:
    stage = Stage()
    with pytest.raises(InvalidValue) as refused:
        await start(stage, expected="not a handle")
    assert refused.value.field == "expectedHandle"
    assert stage.storage.records == {}


async def test_state_and_verifier_are_different_and_only_the_states_hash_is_kept() -> None:
    stage = Stage()
    started = await start(stage)
    asked = parse_qs(urlsplit(started.authorize_url).query)
    (state,), (attempt,) = asked["state"], stage.kept(ConnectAttempt)
    assert attempt.state_hash == token_hash(state) != state
    assert attempt.verifier is not None
    assert attempt.verifier.reveal() != state
    assert 43 <= len(attempt.verifier.reveal()) <= 128
    assert state not in repr(stage.storage.records)
    assert started.expires_at == stage.clock.now() + timedelta(minutes=10)


async def test_every_start_has_a_state_of_its_own() -> None:
    stage = Stage()
    for _ in range(3):
        await start(stage)
    assert len({attempt.state_hash for attempt in stage.kept(ConnectAttempt)}) == 3


async def test_a_state_works_once() -> None:
    stage = Stage()
    callback = await consent(stage)
    await finishing(stage)(callback)
    before = stage.account()
    with pytest.raises(StateUsed):
        await finishing(stage)(callback)
    assert stage.account() == before


async def test_a_state_is_spent_even_when_the_exchange_fails() -> None:
    stage = Stage()
    callback = await consent(stage)
    stage.login.troubles.unreachable("login.exchange")
    with pytest.raises(TikTokUnreachable):
        await finishing(stage)(callback)
    with pytest.raises(StateUsed):
        await finishing(stage)(callback)
    assert stage.kept(TikTokAccount) == []
    assert stage.login.troubles.calls["login.exchange"] == 0


async def test_an_expired_state_is_told_from_a_used_one() -> None:
    stage = Stage()
    callback = await consent(stage)
    stage.clock.advance(timedelta(minutes=10))
    with pytest.raises(StateExpired):
        await finishing(stage)(callback)
    assert stage.login.troubles.calls["login.exchange"] == 0
    assert stage.kept(TikTokAccount) == []


async def test_a_state_nobody_started_is_unknown() -> None:
    stage = Stage()
    await consent(stage)
    with pytest.raises(StateUnknown):
        await finishing(stage)(Callback("invented", Secret("code")))
    assert stage.login.troubles.calls["login.exchange"] == 0
    assert stage.kept(TikTokAccount) == []


@pytest.mark.parametrize("by", [OWNER, STRANGER, Member(CREATOR.id, UMBRA, Role.CREATOR)], ids=str)
async def test_a_state_of_somebody_else_is_foreign_and_stays_theirs(by: Member) -> None:
    stage = Stage()
    callback = await consent(stage)
    with pytest.raises(StateForeign):
        await finishing(stage)(Callback(callback.state, callback.code, by=by))
    assert stage.kept(TikTokAccount) == []
    await finishing(stage)(Callback(callback.state, callback.code, by=CREATOR))
    assert stage.account().owner == CREATOR.id


async def test_a_no_on_tiktoks_page_connects_nothing_and_spends_the_state() -> None:
    stage = Stage()
    state = (await consent(stage)).state
    with pytest.raises(ConsentDeclined) as refused:
        await finishing(stage)(Callback(state, None, error="access_denied"))
    assert refused.value.reason == "access_denied"
    assert stage.kept(TikTokAccount) == []
    with pytest.raises(StateUsed):
        await finishing(stage)(Callback(state, None, error="access_denied"))


async def test_a_redirect_without_a_code_is_refused() -> None:
    stage = Stage()
    callback = await consent(stage)
    with pytest.raises(InvalidValue) as refused:
        await finishing(stage)(Callback(callback.state, None))
    assert refused.value.field == "code"


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("login.exchange", TikTokThrottled),
        ("login.exchange", TikTokAnswerLost),
        ("login.exchange", TikTokRefused),
        ("profiles.read", TikTokThrottled),
        ("profiles.read", TikTokUnreachable),
        ("profiles.read", TikTokAnswerLost),
        ("profiles.read", TikTokRefused),
        ("profiles.read", NeedsReauth),
    ],
)
async def test_a_consent_that_tiktok_does_not_honour_leaves_nothing_behind(
    call: str, error: type[TikTokError | NeedsReauth]
) -> None:
    stage = Stage()
    callback = await consent(stage)
    order = {
        TikTokThrottled: stage.login.troubles.throttle,
        TikTokAnswerLost: stage.login.troubles.lose_answer,
        TikTokRefused: stage.login.troubles.refuse,
        TikTokUnreachable: stage.login.troubles.unreachable,
        NeedsReauth: stage.login.troubles.reject_token,
    }
    order[error](call)
    with pytest.raises(error):
        await finishing(stage)(callback)
    assert stage.kept(TikTokAccount) == []


async def test_the_expected_account_connects_whatever_the_spelling_of_its_handle() -> None:
    stage = Stage()
    await finishing(stage)(await consent(stage, expected="@Mara.Cooks"))
    assert stage.account().state is AccountState.CONNECTED


async def test_another_account_than_the_expected_changes_nothing() -> None:
    stage = Stage()
    await connect(stage, MARA)
    stage.clock.advance(timedelta(minutes=1))
    before = stage.account()
    with pytest.raises(WrongAccount) as refused:
        await finishing(stage)(await consent(stage, BEN, expected="mara.cooks"))
    assert (refused.value.expected, refused.value.actual) == ("mara.cooks", "ben.bikes")
    assert stage.account() == before


BASIC_ONLY = frozenset({"user.info.basic"})


async def test_without_a_handle_an_account_that_was_seen_under_it_is_recognised_by_its_id() -> None:
    stage = Stage()
    await connect(stage, MARA)
    await finishing(stage)(await consent(stage, MARA, expected="mara.cooks", only=BASIC_ONLY))
    assert stage.account().state is AccountState.LIMITED


async def test_without_a_handle_another_account_than_the_one_seen_under_it_is_refused() -> None:
    stage = Stage()
    await connect(stage, MARA)
    before = stage.account()
    with pytest.raises(WrongAccount, match=r'An account named "Ben.*" signed in, but @mara\.cooks was expected'):
        await finishing(stage)(await consent(stage, BEN, expected="mara.cooks", only=BASIC_ONLY))
    assert stage.account() == before


async def test_without_a_handle_an_account_that_nobody_knows_is_refused_honestly() -> None:
    stage = Stage()
    with pytest.raises(HandleUnchecked, match=r"without granting user\.info\.profile"):
        await finishing(stage)(await consent(stage, MARA, expected="mara.cooks", only=BASIC_ONLY))
    assert stage.kept(TikTokAccount) == []


async def test_scopes_that_tiktok_refuses_are_named_as_far_as_they_can_be_guessed() -> None:
    stage = Stage()
    await finishing(stage)(await consent(stage, BEN, only=frozenset({"user.info.basic", "user.info.profile"})))
    callback = replace(await consent(stage), code=None, error="invalid_scope")
    with pytest.raises(ScopesNotApproved) as refused:
        await finishing(stage)(callback)
    assert refused.value.likely == tuple(sorted(SCOPES - {"user.info.basic", "user.info.profile"}))


async def test_scopes_that_tiktok_refuses_only_when_the_code_is_traded_are_named_too() -> None:
    stage = Stage()
    callback = await consent(stage)
    stage.login.troubles.refuse("login.exchange", tiktok_code="invalid_scope")
    with pytest.raises(ScopesNotApproved) as refused:
        await finishing(stage)(callback)
    assert refused.value.likely == ("user.info.profile", "user.info.stats")
    assert stage.kept(TikTokAccount) == []


async def test_connecting_a_second_account_leaves_the_first_alone() -> None:
    stage = Stage()
    await connect(stage, MARA)
    first = stage.account()
    await connect(stage, BEN)
    mara, ben = stage.kept(TikTokAccount)
    assert mara == first
    assert (ben.profile.open_id, ben.owner) == ("open-ben", CREATOR.id)
    assert mara.id != ben.id


async def test_a_reconnect_clears_the_cause_and_keeps_id_owner_and_history() -> None:
    stage = Stage()
    first = await connect(stage)
    async with stage.units() as uow:
        await uow.accounts.save(stage.account().lose_grant("revoked", stage.clock.now()))
        await uow.commit()
    assert (stage.account().state, stage.account().cause) == (AccountState.NEEDS_REAUTH, "revoked")
    stage.clock.advance(timedelta(days=2))
    again = await connect(stage, by=MANAGER)
    account = stage.account()
    assert again.account_id == first.account_id == account.id
    assert (account.state, account.cause, account.owner) == (AccountState.CONNECTED, None, CREATOR.id)
    assert account.connected_at == stage.clock.now()
    entries = stage.storage.entries(f"account-activity/{account.id}")
    assert [entry.payload["state"] for entry in entries] == ["connected", "needs_reauth", "connected"]


async def test_a_reconnect_follows_a_new_handle() -> None:
    stage = Stage()
    await connect(stage)
    stage.profiles.change(MARA, handle="mara.bakes")
    assert (await connect(stage)).name == "mara.bakes"
    assert str(stage.account().profile.handle) == "mara.bakes"


async def test_the_same_account_in_two_workspaces_is_two_connections() -> None:
    stage = Stage()
    await connect(stage, MARA, CREATOR)
    await connect(stage, MARA, STRANGER)
    lumen, umbra = stage.kept(TikTokAccount)
    assert (lumen.workspace_id, umbra.workspace_id) == (LUMEN, UMBRA)
    assert lumen.id != umbra.id
    assert lumen.grant is not None
    assert umbra.grant is not None
    assert lumen.grant.access_token != umbra.grant.access_token
    async with stage.units() as uow:
        await uow.accounts.save(lumen.disconnect(stage.clock.now()))
        await uow.commit()
    assert stage.kept(TikTokAccount)[1] == umbra


async def test_fewer_scopes_make_a_limited_account_that_names_what_is_missing() -> None:
    stage = Stage()
    await finishing(stage)(await consent(stage, only=frozenset({"user.info.basic"})))
    account = stage.account()
    assert account.state is AccountState.LIMITED
    assert account.missing_scopes == {"user.info.profile", "user.info.stats"}
    assert (account.profile.handle, account.profile.reach) == (None, None)
    assert account.profile.display_name == "Mara cooks"


async def test_a_limited_account_becomes_whole_with_the_missing_scopes() -> None:
    stage = Stage()
    await finishing(stage)(await consent(stage, only=frozenset({"user.info.basic"})))
    await connect(stage)
    assert (stage.account().state, stage.account().missing_scopes) == (AccountState.CONNECTED, frozenset())


def test_members_ids_alone_give_no_right() -> None:
    assert not may(Member(MemberId("olga"), LUMEN, Role.VIEWER), Action.CONNECT_OWN_ACCOUNT)


async def test_a_creator_who_signs_in_with_an_account_of_another_member_takes_it_over() -> None:
    stage = Stage()
    first = await connect(stage, by=OWNER)
    mia = Member(MemberId("mia"), LUMEN, Role.CREATOR)
    second = await connect(stage, by=mia)
    account = stage.account()
    assert (second.account_id, account.id, account.owner) == (first.account_id, first.account_id, mia.id)
    await connect(stage, by=CREATOR)
    assert (stage.account().id, stage.account().owner) == (first.account_id, CREATOR.id)


@pytest.mark.parametrize("by", [OWNER, MANAGER])
async def test_who_sees_all_accounts_leaves_a_creators_account_theirs(by: Member) -> None:
    stage = Stage()
    await connect(stage, by=CREATOR)
    await connect(stage, by=by)
    assert stage.account().owner == CREATOR.id


async def test_two_sign_ins_of_one_person_that_end_at_once_both_succeed_and_make_one_account() -> None:
    stage = Stage()
    callbacks = [await consent(stage), await consent(stage)]
    finish = replace(finishing(stage), units=InterleavingUnitsOfWork(stage.units))
    first, second = await asyncio.gather(*(finish(one) for one in callbacks))
    assert first.account_id == second.account_id == stage.account().id


async def test_a_sign_in_is_kept_although_the_account_changes_at_that_moment() -> None:
    stage = Stage()
    await finishing(stage)(await consent(stage))
    account = stage.account()
    callback = await consent(stage)
    units = InterleavingUnitsOfWork(stage.units)

    async def change_again_and_again() -> None:
        for _ in range(20):
            await change(units, account.workspace_id, account.id, lambda one: one.see(one.profile, stage.clock.now()))

    await asyncio.gather(replace(finishing(stage), units=units)(callback), change_again_and_again())
    assert stage.account().grant not in (None, account.grant)
