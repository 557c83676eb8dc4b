"""Connecting anew, by an invite link, and back to a front-end."""

import hashlib
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from creatorport.application.consent import BeginConsent
from creatorport.application.token_hash import token_hash
from creatorport.application.use_cases.find_landing import FindLanding
from creatorport.application.use_cases.finish_connect import Callback
from creatorport.application.use_cases.follow_invite import FollowInvite
from creatorport.application.use_cases.forget_sign_ins import ForgetSignIns
from creatorport.application.use_cases.invite_to_connect import InviteMade, InviteToConnect, InviteToConnectCommand
from creatorport.application.use_cases.revoke_connect_invite import RevokeConnectInvite, RevokeConnectInviteCommand
from creatorport.application.use_cases.start_account_connect import StartAccountConnectCommand
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.connect_invite import ConnectInvite, InviteState
from creatorport.domain.connecting import ConnectAttempt
from creatorport.domain.errors import (
    ConsentDeclined,
    IdempotencyConflict,
    InvalidValue,
    InviteExpired,
    InviteRevoked,
    InviteUnknown,
    InviteUsed,
    NotAllowed,
    NotFound,
    StateUnknown,
    WrongAccount,
)
from creatorport.domain.landing import Landing
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member
from tests.fakes.tiktok import Person
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, VIEWER, Stage
from tests.unit.application.test_connect import BEN, MARA, SCOPES, connect, finishing, starting

WEEK = timedelta(days=7)
GATEWAY = "https://gateway.test"


async def invited(
    stage: Stage,
    *,
    by: Member = MANAGER,
    expected: str | None = None,
    life: timedelta = WEEK,
    key: str | None = None,
) -> InviteMade:
    invite = InviteToConnect(stage.units, stage.clock, stage.identities, GATEWAY)
    return await invite(InviteToConnectCommand(by, "Mara Lind", expected, life, key))


def following(stage: Stage) -> FollowInvite:
    return FollowInvite(stage.units, stage.clock, BeginConsent(stage.clock, stage.identities, stage.login, SCOPES))


def token_of(made: InviteMade) -> str:
    return made.url.removeprefix(f"{GATEWAY}/connect/")


async def follow(stage: Stage, made: InviteMade, person: Person = MARA) -> Callback:
    started = await following(stage).start(token_of(made))
    code, state = stage.login.consent(started.authorize_url, person)
    return Callback(state, Secret(code))


def stored(stage: Stage) -> ConnectInvite:
    (invite,) = stage.kept(ConnectInvite)
    return invite


async def test_a_repeat_under_its_key_is_told_the_same_link_and_nobody_else_is() -> None:
    stage = Stage()
    made = await invited(stage, key="mara")
    stage.clock.advance(timedelta(hours=1))
    assert await invited(stage, key="mara") == made
    assert len(stage.kept(ConnectInvite)) == 1
    assert token_of(made) not in repr(stage.storage.records)
    for asked in (invited(stage, key="mara", expected="ben"), invited(stage, key="mara", by=OWNER)):
        with pytest.raises(IdempotencyConflict):
            await asked
    with pytest.raises(NotAllowed):
        await invited(stage, key="mara", by=VIEWER)
    assert await invited(stage) != await invited(stage)


async def test_an_invited_creator_connects_without_a_login_and_owns_the_account() -> None:
    stage = Stage()
    made = await invited(stage)
    assert made.expires_at == stage.clock.now() + WEEK
    await finishing(stage)(await follow(stage, made))
    account = stage.account()
    assert (account.workspace_id, account.owner, account.state) == (LUMEN, "Mara Lind", AccountState.CONNECTED)
    assert (stored(stage).state(stage.clock.now()), stored(stage).account_id) == (InviteState.USED, account.id)


async def test_member_reconnect_and_invite_ask_tiktok_in_the_same_way_each_with_secrets_of_its_own() -> None:
    stage = Stage()
    await connect(stage)
    made = await invited(stage)
    again = StartAccountConnectCommand(CREATOR, account_id=stage.account().id)
    urls = [
        (await starting(stage)(StartAccountConnectCommand(CREATOR))).authorize_url,
        (await starting(stage)(again)).authorize_url,
        (await following(stage).start(token_of(made))).authorize_url,
    ]
    asked = [dict(parse_qsl(urlsplit(url).query)) for url in urls]
    attempts = {one.state_hash: one for one in stage.kept(ConnectAttempt)}
    for one in asked:
        verifier = attempts[token_hash(one["state"])].verifier
        assert verifier is not None
        assert one["code_challenge"] == hashlib.sha256(verifier.reveal().encode()).hexdigest()
        assert one["code_challenge_method"] == "S256"
    for secret in ("state", "code_challenge"):
        assert len({one.pop(secret) for one in asked}) == 3
    # Whoever follows a link may not be the one whom the browser knows: TikTok is told to ask.
    assert [one.pop("disable_auto_auth") for one in asked] == ["0", "0", "1"]
    assert asked[0] == asked[1] == asked[2]


async def test_the_link_is_unguessable_and_only_its_hash_is_kept() -> None:
    stage = Stage()
    token = token_of(await invited(stage))
    assert len(token) >= 43
    assert token not in repr(stage.storage.records)
    assert stored(stage).token_hash == token_hash(token)


async def test_a_link_connects_one_account_once() -> None:
    stage = Stage()
    made = await invited(stage)
    first, second = await follow(stage, made), await follow(stage, made, BEN)
    await finishing(stage)(first)
    with pytest.raises(InviteUsed):
        await finishing(stage)(second)
    with pytest.raises(InviteUsed):
        await following(stage).look(token_of(made))
    assert stage.account().profile.open_id == "open-mara"


async def test_cancelling_on_tiktoks_page_does_not_cost_the_link() -> None:
    stage = Stage()
    made = await invited(stage)
    callback = await follow(stage, made)
    with pytest.raises(ConsentDeclined):
        await finishing(stage)(Callback(callback.state, None, "access_denied"))
    await finishing(stage)(await follow(stage, made))
    assert stage.account().state is AccountState.CONNECTED


async def test_an_invite_for_a_handle_takes_no_other() -> None:
    stage = Stage()
    made = await invited(stage, expected="@mara.cooks")
    with pytest.raises(WrongAccount):
        await finishing(stage)(await follow(stage, made, BEN))
    assert stored(stage).state(stage.clock.now()) is InviteState.OPEN
    await finishing(stage)(await follow(stage, made, MARA))
    assert stage.account().profile.open_id == "open-mara"


async def test_a_link_ends() -> None:
    stage = Stage()
    made = await invited(stage, life=timedelta(hours=1))
    stage.clock.advance(timedelta(hours=1))
    with pytest.raises(InviteExpired):
        await following(stage).start(token_of(made))


@pytest.mark.parametrize("life", [timedelta(0), timedelta(hours=-1), timedelta(days=30, hours=1)])
async def test_a_link_lives_an_hour_to_thirty_days(life: timedelta) -> None:
    with pytest.raises(InvalidValue):
        await invited(Stage(), life=life)


async def test_a_link_that_was_taken_back_works_no_more_not_even_half_way() -> None:
    stage = Stage()
    made = await invited(stage)
    under_way = await follow(stage, made)
    revoke = RevokeConnectInvite(stage.units, stage.clock)
    await revoke(RevokeConnectInviteCommand(MANAGER, made.id))
    await revoke(RevokeConnectInviteCommand(MANAGER, made.id))
    with pytest.raises(InviteRevoked):
        await following(stage).look(token_of(made))
    with pytest.raises(InviteRevoked):
        await finishing(stage)(under_way)
    assert stage.kept(TikTokAccount) == []


async def test_a_made_up_link_is_not_known() -> None:
    with pytest.raises(InviteUnknown):
        await following(Stage()).look("made-up")


async def test_owners_and_managers_invite_and_nobody_reaches_another_workspace() -> None:
    stage = Stage()
    for by in (CREATOR, VIEWER):
        with pytest.raises(NotAllowed):
            await invited(stage, by=by)
    made = await invited(stage)
    with pytest.raises(NotFound):
        await RevokeConnectInvite(stage.units, stage.clock)(RevokeConnectInviteCommand(STRANGER, made.id))
    assert stored(stage).state(stage.clock.now()) is InviteState.OPEN


async def again(stage: Stage, person: Person, by: Member = CREATOR) -> Callback:
    started = await starting(stage)(StartAccountConnectCommand(by, account_id=stage.kept(TikTokAccount)[0].id))
    code, state = stage.login.consent(started.authorize_url, person)
    return Callback(state, Secret(code))


async def test_a_reconnect_by_a_manager_keeps_the_owner_and_takes_no_other_account() -> None:
    stage = Stage()
    await connect(stage, MARA)
    before = stage.account()
    with pytest.raises(WrongAccount, match=r"@ben\.bikes signed in, but @mara\.cooks was expected"):
        await finishing(stage)(await again(stage, BEN))
    assert stage.account() == before
    await finishing(stage)(await again(stage, MARA, MANAGER))
    assert (stage.account().id, stage.account().owner) == (before.id, CREATOR.id)
    assert stage.account().grant != before.grant


async def test_an_account_of_somebody_else_is_not_connected_anew() -> None:
    stage = Stage()
    await connect(stage, MARA, by=MANAGER)
    for by in (CREATOR, STRANGER):
        with pytest.raises(NotFound):
            await again(stage, MARA, by)


async def test_a_landing_is_found_until_the_sign_in_is_forgotten() -> None:
    stage = Stage()
    started = await starting(stage)(StartAccountConnectCommand(CREATOR, return_to="https://app.example/done?a=1"))
    _, state = stage.login.consent(started.authorize_url, MARA)
    find = FindLanding(stage.units)
    assert await find(state) == Landing(return_to="https://app.example/done?a=1")
    assert await find("made-up") == Landing()
    stage.clock.advance(timedelta(days=1, seconds=1))
    assert await ForgetSignIns(stage.units, stage.clock)() == 1
    assert await find(state) == Landing()
    with pytest.raises(StateUnknown):
        await finishing(stage)(Callback(state, Secret("code")))


async def test_a_foreign_page_is_refused_before_anything_starts() -> None:
    stage = Stage()
    for command in (
        StartAccountConnectCommand(CREATOR, return_to="https://evil.example/"),
        StartAccountConnectCommand(CREATOR, popup_origin="https://evil.example"),
    ):
        with pytest.raises(InvalidValue):
            await starting(stage)(command)
    assert stage.storage.records == {}


async def test_a_link_for_an_account_that_is_a_members_already_leaves_it_theirs() -> None:
    stage = Stage()
    await connect(stage, by=CREATOR)
    await finishing(stage)(await follow(stage, await invited(stage)))
    assert stage.account().owner == CREATOR.id
