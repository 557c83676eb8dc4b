import httpx
import pytest

from tests.integration.simulator.visitor import (
    CALLBACK,
    HANDLE,
    REVOKE,
    TOKEN,
    VERIFIER,
    Visitor,
    error_of,
    oauth_error_of,
)

EXPIRED = (200, "invalid_grant", "Authorization code is expired.")
DEAD = (200, "invalid_grant", "Refresh token is invalid or expired.")
MALFORMED = (200, "invalid_request", "The request parameters are malformed.")
WRONG_PAIR = (200, "invalid_client", "Client key and secret do not match.")
WRONG_PROOF = (200, "invalid_request", "Code verifier or code challenge is invalid.")
WRONG_REDIRECT = (200, "invalid_request", "Redirect_uri is not matched with the uri when requesting code.")
REVOKED = (401, "access_token_invalid")


async def test_an_exchange_answers_flat_with_exactly_the_documented_fields(visitor: Visitor) -> None:
    answer = await visitor.exchange(await visitor.code())
    content = answer.json()
    assert list(content) == [
        "access_token",
        "expires_in",
        "open_id",
        "refresh_expires_in",
        "refresh_token",
        "scope",
        "token_type",
    ]
    assert content["access_token"].startswith("act.")
    assert content["refresh_token"].startswith("rft.")
    assert (content["expires_in"], content["refresh_expires_in"]) == (7200, 15_552_000)
    assert content["scope"] == "user.info.basic,user.info.profile,user.info.stats,video.list"
    assert content["token_type"] == "Bearer"
    assert content["open_id"].startswith("-000")
    assert len(answer.headers["x-tt-logid"]) == 34
    assert [entry["handle"] for entry in await visitor.ledger("token_issued")] == [HANDLE]


@pytest.mark.parametrize(
    ("verifier", "challenge"),
    [
        (VERIFIER, "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3"),
        (
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ",
            "46a2199782c8827f0ac56f503be9d39efee97f40a736b92cc7d7c5f825cfd851",
        ),
    ],
)
async def test_the_hexadecimal_challenge_is_the_right_one(visitor: Visitor, verifier: str, challenge: str) -> None:
    code = await visitor.code(code_challenge=challenge)
    assert "access_token" in (await visitor.exchange(code, code_verifier=verifier)).json()


@pytest.mark.parametrize(
    ("verifier", "challenge"),
    [
        (VERIFIER, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", "RqIZl4LIgn8KxW9QO-nTnv7pf0CnNrksx9fF-CXP2FE"),
        (VERIFIER, "13D31E961A1AD8EC2F16B10C4C982E0876A878AD6DF144566EE1894ACB70F9C3"),
    ],
)
async def test_an_ordinary_librarys_challenge_is_refused_at_the_exchange(
    visitor: Visitor, verifier: str, challenge: str
) -> None:
    code = await visitor.code(code_challenge=challenge)
    assert oauth_error_of(await visitor.exchange(code, code_verifier=verifier)) == WRONG_PROOF


@pytest.mark.parametrize("verifier", [None, "", "a" * 43, "short", VERIFIER * 4])
async def test_a_wrong_verifier_is_refused_and_the_code_is_spent(visitor: Visitor, verifier: str | None) -> None:
    code = await visitor.code()
    assert oauth_error_of(await visitor.exchange(code, code_verifier=verifier)) == WRONG_PROOF
    assert oauth_error_of(await visitor.exchange(code)) == EXPIRED


async def test_a_code_works_once_and_for_ten_minutes(visitor: Visitor) -> None:
    once, late, just = [await visitor.code() for _ in range(3)]
    await visitor.exchange(once)
    assert oauth_error_of(await visitor.exchange(once)) == EXPIRED
    await visitor.advance(599)
    assert "access_token" in (await visitor.exchange(just)).json()
    await visitor.advance(1)
    assert oauth_error_of(await visitor.exchange(late)) == EXPIRED


async def test_a_code_must_be_decoded_exactly_once(visitor: Visitor) -> None:
    code = await visitor.code()
    still_encoded = code.replace("*", "%2A").replace("!", "%21")
    assert oauth_error_of(await visitor.exchange(still_encoded)) == EXPIRED


async def test_a_code_is_bound_to_its_redirect(visitor: Visitor) -> None:
    code = await visitor.code()
    assert oauth_error_of(await visitor.exchange(code, redirect_uri=f"{CALLBACK}/")) == WRONG_REDIRECT


async def test_a_code_of_another_app_is_no_code(visitor: Visitor) -> None:
    code = await visitor.code()
    await visitor.choose_app("web")
    assert oauth_error_of(await visitor.exchange(code)) == EXPIRED


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        ({"client_key": None}, MALFORMED),
        ({"client_secret": None}, (200, "invalid_request", "Client secret is missed in request.")),
        ({"client_key": "nobody"}, WRONG_PAIR),
        ({"client_secret": "wrong"}, WRONG_PAIR),
        ({"grant_type": None}, MALFORMED),
        ({"grant_type": "password"}, (200, "unsupported_grant_type", "The grant type is not supported.")),
        ({"code": None}, MALFORMED),
        ({"redirect_uri": None}, MALFORMED),
        ({"code": "made up"}, EXPIRED),
    ],
)
async def test_what_is_wrong_with_a_token_form_has_its_own_error(
    visitor: Visitor, form: dict[str, str | None], refusal: tuple[int, str, str]
) -> None:
    usual: dict[str, str | None] = {
        "grant_type": "authorization_code",
        "code": await visitor.code(),
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    assert oauth_error_of(await visitor.token(**{**usual, **form})) == refusal


async def test_the_token_endpoint_takes_a_form_and_nothing_else(visitor: Visitor) -> None:
    form = {
        "client_key": visitor.app["client_key"],
        "client_secret": visitor.app["client_secret"],
        "grant_type": "client_credentials",
    }
    assert (await visitor.http.post(TOKEN, data=form)).json()["access_token"].startswith("clt.")
    for refused in (
        await visitor.http.post(TOKEN, json=form),
        await visitor.http.post(TOKEN, params=form, headers={"Content-Type": "application/x-www-form-urlencoded"}),
        await visitor.http.post(TOKEN, files={name: (None, value) for name, value in form.items()}),
        await visitor.http.post(
            TOKEN, content=b"client_key=a&client_key=b", headers={"Content-Type": "application/x-www-form-urlencoded"}
        ),
    ):
        assert oauth_error_of(refused) == MALFORMED
    for unknown in (
        await visitor.http.get(TOKEN, params=form),
        await visitor.http.post(TOKEN.rstrip("/"), data=form),
    ):
        assert error_of(unknown) == (404, "unsupported_path")


@pytest.mark.parametrize("status", ["200", "400", "401"])
async def test_the_http_status_of_an_oauth_error_is_a_switch(visitor: Visitor, status: str) -> None:
    await visitor.switch(oauth_error_http=status)
    assert oauth_error_of(await visitor.refresh("rft.unknown")) == (int(status), *DEAD[1:])


async def test_a_refresh_rotates_and_the_old_token_is_dead(visitor: Visitor) -> None:
    first = await visitor.connect()
    second = (await visitor.refresh(first["refresh_token"])).json()
    assert second["open_id"] == first["open_id"]
    assert second["scope"] == first["scope"]
    assert second["refresh_token"] != first["refresh_token"]
    assert oauth_error_of(await visitor.refresh(first["refresh_token"])) == DEAD
    assert "access_token" in (await visitor.refresh(second["refresh_token"])).json()
    assert len(await visitor.ledger("token_refreshed")) == 2


async def test_an_older_access_token_lives_to_its_own_end(visitor: Visitor) -> None:
    first = await visitor.connect()
    await visitor.advance(3600)
    second = (await visitor.refresh(first["refresh_token"])).json()
    assert (await visitor.user_info(first["access_token"])).status_code == 200
    await visitor.advance(3600)
    assert error_of(await visitor.user_info(first["access_token"])) == REVOKED
    assert (await visitor.user_info(second["access_token"])).status_code == 200


async def test_tokens_end_to_the_second(visitor: Visitor) -> None:
    pair = await visitor.connect()
    await visitor.advance(7199)
    assert (await visitor.user_info(pair["access_token"])).status_code == 200
    await visitor.advance(1)
    assert error_of(await visitor.user_info(pair["access_token"])) == REVOKED
    await visitor.advance(15_552_000 - 7200)
    assert oauth_error_of(await visitor.refresh(pair["refresh_token"])) == DEAD


async def test_the_rotated_tokens_end_may_stay_where_it_was(visitor: Visitor) -> None:
    await visitor.switch(refresh_life="counts-down")
    first = await visitor.connect()
    await visitor.advance(1000)
    assert (await visitor.refresh(first["refresh_token"])).json()["refresh_expires_in"] == 15_551_000


async def test_the_legacy_profile_keeps_its_refresh_token_and_counts_down(visitor: Visitor) -> None:
    await visitor.switch(token_profile="legacy")
    first = await visitor.connect()
    assert (first["expires_in"], first["refresh_expires_in"]) == (86_400, 31_536_000)
    await visitor.advance(13_842)
    second = (await visitor.refresh(first["refresh_token"])).json()
    assert second["refresh_token"] == first["refresh_token"]
    assert second["refresh_expires_in"] == 31_522_158
    assert second["expires_in"] == 86_400


async def test_a_refresh_token_of_another_app_is_refused(visitor: Visitor) -> None:
    pair = await visitor.connect()
    await visitor.choose_app("web")
    assert oauth_error_of(await visitor.refresh(pair["refresh_token"])) == DEAD


async def test_a_sandbox_may_refuse_even_a_fresh_refresh_token(visitor: Visitor) -> None:
    await visitor.choose_app("sandbox")
    await visitor.control("POST", f"apps/{visitor.app['client_key']}", {"target_users": [HANDLE]})
    pair = await visitor.connect()
    await visitor.switch(sandbox_refresh="invalid_grant")
    assert oauth_error_of(await visitor.refresh(pair["refresh_token"])) == DEAD


async def test_revoking_ends_every_token_of_the_connection(visitor: Visitor) -> None:
    pair, other = await visitor.connect(), await visitor.connect("techwithtom")
    keys = {name: visitor.app[name] for name in ("client_key", "client_secret")}
    revoked = await visitor.http.post(REVOKE, data={**keys, "token": pair["access_token"]})
    assert (revoked.status_code, revoked.json()) == (200, {})
    assert error_of(await visitor.user_info(pair["access_token"])) == REVOKED
    assert oauth_error_of(await visitor.refresh(pair["refresh_token"])) == DEAD
    assert (await visitor.user_info(other["access_token"])).status_code == 200
    again = await visitor.http.post(REVOKE, data={**keys, "token": pair["access_token"]})
    assert oauth_error_of(again) == (200, "invalid_request", "The access token is invalid or expired.")


async def test_a_person_who_disconnects_kills_the_tokens(visitor: Visitor) -> None:
    pair = await visitor.connect()
    answer = await visitor.control("POST", f"accounts/{HANDLE}/revoke", {})
    assert answer == {"removed": [visitor.app["client_key"]]}
    assert error_of(await visitor.user_info(pair["access_token"])) == REVOKED
    assert oauth_error_of(await visitor.refresh(pair["refresh_token"])) == DEAD
    [entry] = await visitor.ledger("authorization_removed")
    assert (entry["handle"], entry["reason"]) == (HANDLE, 1)


async def test_expired_access_tokens_can_be_refreshed(visitor: Visitor) -> None:
    pair = await visitor.connect()
    assert await visitor.control("POST", "tokens/expire", {"handle": HANDLE}) == {"expired": 1}
    assert error_of(await visitor.user_info(pair["access_token"])) == REVOKED
    assert "access_token" in (await visitor.refresh(pair["refresh_token"])).json()


async def test_a_person_has_one_id_per_app_and_one_union_id_per_developer(visitor: Visitor) -> None:
    desktop = await visitor.connect()
    union = (await visitor.user_info(desktop["access_token"], "union_id")).json()["data"]["user"]["union_id"]
    await visitor.choose_app("web")
    home = "https://gateway.example/auth/tiktok/callback"
    web = (await visitor.exchange(await visitor.code(redirect_uri=home), redirect_uri=home)).json()
    assert web["open_id"] != desktop["open_id"]
    assert (await visitor.user_info(web["access_token"], "union_id")).json()["data"]["user"]["union_id"] == union


async def test_a_refresh_whose_answer_is_lost_has_rotated_all_the_same(visitor: Visitor) -> None:
    pair = await visitor.connect()
    await visitor.arm("refresh_answer_lost", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await visitor.refresh(pair["refresh_token"])
    assert oauth_error_of(await visitor.refresh(pair["refresh_token"])) == DEAD
    assert len(await visitor.ledger("token_refreshed")) == 1


async def test_a_lost_request_has_rotated_nothing(visitor: Visitor) -> None:
    pair = await visitor.connect()
    await visitor.arm("lost_request", count=1, endpoint=TOKEN)
    with pytest.raises(httpx.RemoteProtocolError):
        await visitor.refresh(pair["refresh_token"])
    assert await visitor.ledger("token_refreshed") == []
    assert "access_token" in (await visitor.refresh(pair["refresh_token"])).json()


async def test_oauth_may_fail_with_either_shape_of_error(visitor: Visitor) -> None:
    pair = await visitor.connect()
    await visitor.arm("oauth_error_200", count=1, options={"error": "temporarily_unavailable"})
    assert oauth_error_of(await visitor.refresh(pair["refresh_token"]))[:2] == (200, "temporarily_unavailable")
    await visitor.arm("oauth_envelope_error", count=1)
    assert error_of(await visitor.refresh(pair["refresh_token"])) == (500, "internal_error")
    assert "access_token" in (await visitor.refresh(pair["refresh_token"])).json()


async def test_an_empty_refresh_token_is_a_malformed_request(visitor: Visitor) -> None:
    assert oauth_error_of(await visitor.refresh(""))[1] == "invalid_request"
