from urllib.parse import urlsplit

import pytest

from tests.integration.simulator.visitor import AUTHORIZE, CALLBACK, HANDLE, SCOPES, Visitor, callback

BASE64URL_CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


async def test_the_page_names_the_app_and_lets_a_person_choose(visitor: Visitor) -> None:
    page = await visitor.http.get(AUTHORIZE, params=visitor.asking())
    assert page.status_code == 200
    assert "Creator Port (desktop) wants to use your TikTok account" in page.text
    assert '<input type="checkbox" name="scopes" value="video.list" checked>' in page.text
    assert "src=" not in page.text
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"client_key": "nobody"}, "error=param_error&amp;error_type=client_key"),
        ({"client_key": None}, "error=param_error&amp;error_type=client_key"),
        ({"redirect_uri": f"{CALLBACK}/"}, "error=param_error&amp;error_type=redirect_uri"),
        ({"redirect_uri": CALLBACK.replace("http:", "https:")}, "error=param_error&amp;error_type=redirect_uri"),
        ({"redirect_uri": None}, "error=param_error&amp;error_type=redirect_uri"),
        ({"response_type": "token"}, "error=param_error&amp;error_type=response_type"),
        ({"scope": "user.info.basic,research.data.basic"}, "error=param_error&amp;error_type=scope"),
        ({"scope": "user.info.basic user.info.stats"}, "error=param_error&amp;error_type=scope"),
        ({"scope": None}, "error=param_error&amp;error_type=scope"),
        ({"state": None}, "error=param_error&amp;error_type=state"),
        ({"code_challenge": None}, "error=param_error&amp;errCode=10007&amp;error_type=code_challenge"),
        (
            {"code_challenge_method": "plain"},
            "error=param_error&amp;errCode=10008&amp;error_type=code_challenge_method",
        ),
        (
            {"code_challenge_method": None},
            "error=param_error&amp;errCode=10008&amp;error_type=code_challenge_method",
        ),
    ],
)
async def test_what_the_page_refuses_it_refuses_to_show_and_to_submit(
    visitor: Visitor, changes: dict[str, str | None], facts: str
) -> None:
    asking = visitor.asking(**changes)
    shown = await visitor.http.get(AUTHORIZE, params=asking)
    sent = await visitor.http.post(AUTHORIZE, params=asking, data={"decision": "authorize", "handle": HANDLE})
    for refused in (shown, sent):
        assert refused.status_code == 400
        assert facts in refused.text
    assert await visitor.ledger("consent_given") == []


async def test_consent_comes_back_with_an_encoded_code_the_granted_scopes_and_the_state(visitor: Visitor) -> None:
    answer = await visitor.consent(scopes=("user.info.basic", "video.list"))
    location = answer.headers["location"]
    assert location.startswith(f"{CALLBACK}?code=")
    assert "%2A" in location
    assert "%21" in location
    came = callback(answer)
    assert came["scopes"] == "user.info.basic,video.list"
    assert came["state"] == "7d1f0c2a"
    assert set(came) == {"code", "scopes", "state"}
    assert [entry["handle"] for entry in await visitor.ledger("consent_given")] == [HANDLE]


async def test_the_basic_scope_cannot_be_unticked(visitor: Visitor) -> None:
    assert callback(await visitor.consent(scopes=("user.info.stats",)))["scopes"] == "user.info.basic,user.info.stats"


async def test_cancel_comes_back_as_access_denied(visitor: Visitor) -> None:
    answer = await visitor.http.post(AUTHORIZE, params=visitor.asking(), data={"decision": "cancel"})
    assert callback(answer) == {
        "error": "access_denied",
        "error_description": "User denied the authorization",
        "state": "7d1f0c2a",
    }


async def test_an_unknown_handle_gets_the_page_again(visitor: Visitor) -> None:
    answer = await visitor.consent("nobody-has-this")
    assert answer.status_code == 400
    assert "There is no such TikTok account." in answer.text


async def test_a_script_answers_the_next_page_once_and_then_people_do(visitor: Visitor) -> None:
    await visitor.control("POST", "consent", {"action": "approve", "handle": HANDLE, "scopes": ["user.info.basic"]})
    assert callback(await visitor.http.get(AUTHORIZE, params=visitor.asking()))["scopes"] == "user.info.basic"
    visitor.http.cookies.clear()
    assert (await visitor.http.get(AUTHORIZE, params=visitor.asking())).status_code == 200


async def test_a_lasting_script_denies_every_page_until_it_is_cleared(visitor: Visitor) -> None:
    await visitor.control("POST", "consent", {"action": "deny", "uses": "all"})
    for _ in range(2):
        assert callback(await visitor.http.get(AUTHORIZE, params=visitor.asking()))["error"] == "access_denied"
    await visitor.control("POST", "consent", {"action": "clear"})
    assert (await visitor.http.get(AUTHORIZE, params=visitor.asking())).status_code == 200


async def test_a_browser_that_is_logged_in_connects_silently_unless_told_to_ask(visitor: Visitor) -> None:
    await visitor.connect()
    assert callback(await visitor.http.get(AUTHORIZE, params=visitor.asking()))["scopes"] == ",".join(SCOPES)
    asked = await visitor.http.get(AUTHORIZE, params=visitor.asking(disable_auto_auth="1"))
    assert asked.status_code == 200
    assert f'value="{HANDLE}"' in asked.text
    more = await visitor.http.get(AUTHORIZE, params=visitor.asking(scope="user.info.basic,video.publish"))
    assert more.status_code == 200


async def test_a_web_app_needs_a_challenge_only_as_its_switch_says(visitor: Visitor) -> None:
    await visitor.choose_app("web")
    bare = visitor.asking(
        redirect_uri="https://gateway.example/auth/tiktok/callback",
        code_challenge=None,
        code_challenge_method=None,
    )
    assert "errCode=10007" in (await visitor.http.get(AUTHORIZE, params=bare)).text
    for lenient in ("off", "hex-if-sent"):
        await visitor.switch(pkce=lenient)
        assert (await visitor.http.get(AUTHORIZE, params=bare)).status_code == 200


async def test_a_desktop_app_needs_a_challenge_whatever_its_switch_says(visitor: Visitor) -> None:
    await visitor.switch(pkce="off")
    assert "errCode=10007" in (await visitor.http.get(AUTHORIZE, params=visitor.asking(code_challenge=None))).text


async def test_a_base64url_challenge_can_be_refused_already_on_the_page(visitor: Visitor) -> None:
    asking = visitor.asking(code_challenge=BASE64URL_CHALLENGE)
    assert (await visitor.http.get(AUTHORIZE, params=asking)).status_code == 200
    await visitor.switch(malformed_challenge="refused-at-authorize")
    assert "errCode=10007" in (await visitor.http.get(AUTHORIZE, params=asking)).text


async def test_a_sandbox_app_is_for_its_target_users_only(visitor: Visitor) -> None:
    await visitor.choose_app("sandbox")
    refused = await visitor.consent()
    assert refused.status_code == 400
    assert "error=non_sandbox_target" in refused.text
    await visitor.control("POST", f"apps/{visitor.app['client_key']}", {"target_users": [HANDLE]})
    assert "code" in callback(await visitor.consent())


async def test_paths_need_their_final_slash(visitor: Visitor) -> None:
    assert (await visitor.http.get(AUTHORIZE.rstrip("/"), params=visitor.asking())).status_code == 404


async def test_an_account_holder_of_the_business_app_consents_on_the_same_page(visitor: Visitor) -> None:
    [business] = (await visitor.control("GET", "world"))["apps"]["business"]
    asking = {
        "client_key": business["app_id"],
        "response_type": "code",
        "scope": "user.info.basic,biz.creator.info",
        "redirect_uri": business["creator_redirect_uris"][0],
        "state": "s",
    }
    form = {"decision": "authorize", "handle": HANDLE, "scopes": ["biz.creator.info"]}
    for path in (AUTHORIZE, AUTHORIZE.rstrip("/")):
        answer = await visitor.http.post(path, params=asking, data=form)
        assert callback(answer)["scopes"] == "user.info.basic,biz.creator.info"
        assert urlsplit(answer.headers["location"]).path == "/auth/tiktok-creator/callback/"
