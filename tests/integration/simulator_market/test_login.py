from urllib.parse import urlencode

import pytest

from tests.integration.simulator_market.office import BRAND_REDIRECT, CREATOR_REDIRECT, Json, Office, V


async def test_a_brands_code_becomes_a_token_without_an_end(office: Office) -> None:
    back = await office.consent()
    assert back["state"] == "s1"
    assert set(back) == {"auth_code", "state"}
    answer = await office.post("/oauth2/access_token/", **office.secrets, auth_code=back["auth_code"])
    assert (answer["code"], answer["message"]) == (0, "OK")
    assert set(answer["data"]) == {"access_token", "advertiser_ids", "scope"}
    assert answer["data"]["scope"] == [4, 12020000]
    assert answer["data"]["advertiser_ids"] == [one.advertiser_id for one in office.simulator.apps.advertisers]
    await office.pass_time(400 * 86_400)
    info = await office.get(
        "/tto/oauth2/info/", token=answer["data"]["access_token"], tto_tcm_account_id=office.account
    )
    assert info["code"] == 0


@pytest.mark.parametrize("as_form", [True, False])
async def test_the_rfc_names_work_as_json_and_as_a_form(office: Office, as_form: bool) -> None:
    body = {
        "client_id": office.app.app_id,
        "client_secret": office.app.secret,
        "code": (await office.consent())["auth_code"],
        "grant_type": "authorization_code",
    }
    given: Json = {"data": body} if as_form else {"json": body}
    answer = (await office.http.post(f"{V}/oauth/token/", **given)).json()
    assert answer["code"] == 0
    assert len(answer["data"]["access_token"]) == 40
    body["code"] = (await office.consent())["auth_code"]
    body["grant_type"] = "password"
    assert (await office.http.post(f"{V}/oauth/token/", json=body)).json()["code"] == 40002


async def test_a_brands_code_works_once_within_an_hour_for_its_app_only(office: Office) -> None:
    path = "/oauth2/access_token/"
    used, old = (await office.consent())["auth_code"], (await office.consent())["auth_code"]
    assert (await office.post(path, **office.secrets, auth_code=used))["code"] == 0
    assert (await office.post(path, **office.secrets, auth_code=used))["code"] == 40110
    assert (await office.post(path, **office.secrets, auth_code="made up"))["code"] == 40110
    await office.pass_time(3600)
    assert (await office.post(path, **office.secrets, auth_code=old))["code"] == 40110
    assert (await office.post(path, **office.secrets | {"secret": "x"}, auth_code=old))["code"] == 40101
    assert (await office.post(path, **office.secrets | {"app_id": "1"}, auth_code=old))["code"] == 40101
    assert (await office.post(path, **office.secrets))["code"] == 40002


async def test_a_person_can_click_through_the_portal_and_untick_an_account(office: Office) -> None:
    query = {"app_id": office.app.app_id, "state": "<s>", "redirect_uri": BRAND_REDIRECT, "rid": "r"}
    page = await office.http.get("/business/portal/auth", params=query)
    assert page.status_code == 200
    assert "Confirm" in page.text
    assert "&lt;s&gt;" in page.text
    clicked = {**query, "decision": "approve", "account": office.other_account}
    back = await office.http.get("/business/portal/auth", params=clicked)
    code = back.headers["location"].split("auth_code=")[1].split("&")[0]
    assert back.headers["location"] == f"{BRAND_REDIRECT}?{urlencode({'auth_code': code, 'state': '<s>'})}"
    token = (await office.post("/oauth2/access_token/", **office.secrets, auth_code=code))["data"]["access_token"]
    accounts = await office.get("/tto/oauth2/tcm/", token=token, **office.secrets)
    assert accounts["data"] == {"tto_tcm_account_ids": [office.other_account]}
    denied = await office.http.get("/business/portal/auth", params={**query, "decision": "deny"})
    assert denied.headers["location"] == f"{BRAND_REDIRECT}?{urlencode({'error': 'access_denied', 'state': '<s>'})}"


async def test_the_portal_sends_nobody_to_an_unregistered_place(office: Office) -> None:
    for changed in ({"redirect_uri": "https://evil.example/"}, {"app_id": "1"}):
        query = {"app_id": office.app.app_id, "state": "s", "redirect_uri": BRAND_REDIRECT, "decision": "approve"}
        assert (await office.http.get("/business/portal/auth", params=query | changed)).status_code == 400


async def test_advertisers_and_accounts_are_listed_for_the_right_secret(office: Office) -> None:
    advertisers = await office.get("/oauth2/advertiser/get/", **office.secrets)
    assert advertisers["data"]["list"] == [
        {"advertiser_id": one.advertiser_id, "advertiser_name": one.name} for one in office.simulator.apps.advertisers
    ]
    for path in ("/oauth2/advertiser/get/", "/tto/oauth2/tcm/"):
        assert (await office.get(path, app_id=office.app.app_id, secret="x"))["code"] == 40101
        assert (await office.get(path, app_id=office.app.app_id))["code"] == 40002
    accounts = await office.get("/tto/oauth2/tcm/", **office.secrets)
    assert accounts["data"] == {"tto_tcm_account_ids": [office.account, office.other_account]}
    info = await office.read("/tto/oauth2/info/")
    assert info == {
        "tto_tcm_account_id": office.account,
        "account_name": "Lumen Skincare",
        "timezone": "America/New_York",
        "country": "US",
        "business_verification_status": "PASSED",
    }


async def test_a_creators_code_becomes_a_pair_of_tokens_for_a_day_and_a_year(office: Office) -> None:
    data = (await office.exchange(await office.creator_code("glow.by.ana")))["data"]
    assert set(data) == {
        "access_token", "token_type", "scope", "expires_in", "refresh_token", "refresh_token_expires_in", "open_id",
    }  # fmt: skip
    assert (data["token_type"], data["expires_in"], data["refresh_token_expires_in"]) == ("Bearer", 86400, 31536000)
    assert data["scope"] == ",".join(office.app.creator_scopes)
    shown = await office.post("/tt_user/token_info/get/", app_id=office.app.app_id, access_token=data["access_token"])
    assert shown["data"] == {"app_id": office.app.app_id, "scope": data["scope"], "creator_id": data["open_id"]}


async def test_a_creators_code_is_refused_when_used_old_or_for_another_redirect(office: Office) -> None:
    used, old = await office.creator_code("glow.by.ana"), await office.creator_code("techwithtom")
    assert (await office.exchange(used))["code"] == 0
    assert (await office.exchange(used))["code"] == 40110
    await office.pass_time(600)
    assert (await office.exchange(old))["code"] == 40110
    fresh = await office.creator_code("glow.by.ana")
    assert (await office.exchange(fresh, grant_type="authorized_code"))["code"] == 40002
    assert (await office.exchange(fresh, client_secret="x"))["code"] == 40101
    assert (await office.exchange(fresh, redirect_uri=CREATOR_REDIRECT + "x"))["code"] == 40002


async def _refresh(office: Office, token: str) -> dict[str, object]:
    body = {"client_id": office.app.app_id, "client_secret": office.app.secret, "grant_type": "refresh_token"}
    answer = await office.post("/tt_user/oauth2/refresh_token/", **body, refresh_token=token)
    return answer["data"] or {"code": answer["code"]}


async def test_refreshing_gives_a_new_access_token_and_never_prolongs_the_year(office: Office) -> None:
    first = (await office.exchange(await office.creator_code("glow.by.ana")))["data"]
    await office.pass_time(1000)
    office.simulator.market.change_options({"rotation": 0.0})
    second = await _refresh(office, first["refresh_token"])
    assert second["access_token"] != first["access_token"]
    assert second["refresh_token"] == first["refresh_token"]
    assert (second["expires_in"], second["refresh_token_expires_in"]) == (86400, 31535000)
    office.simulator.market.change_options({"rotation": 1.0})
    third = await _refresh(office, first["refresh_token"])
    assert third["refresh_token"] != first["refresh_token"]
    assert await _refresh(office, first["refresh_token"]) == {"code": 40107}
    await office.pass_time(31_535_000)
    assert await _refresh(office, str(third["refresh_token"])) == {"code": 40103}
    assert office.kinds("token_refreshed") == ["token_refreshed"] * 2


async def test_a_revoked_creator_token_ends_the_whole_grant(office: Office) -> None:
    data = (await office.exchange(await office.creator_code("glow.by.ana")))["data"]
    body = {"client_id": office.app.app_id, "client_secret": office.app.secret, "access_token": data["access_token"]}
    assert (await office.post("/tt_user/oauth2/revoke/", **body))["data"] == {}
    assert (await office.post("/tt_user/oauth2/revoke/", **body))["code"] == 40105
    assert await _refresh(office, data["refresh_token"]) == {"code": 40107}
    answer = await office.get("/tto/creator/authorized/", token=data["access_token"], creator_id=data["open_id"])
    assert answer["code"] == 40105


async def test_a_scope_that_was_unticked_answers_40001(office: Office) -> None:
    token, open_id = await office.creator("glow.by.ana", "user.info.basic,biz.creator.info")
    who: Json = {"token": token, "creator_id": open_id}
    assert (await office.get("/tto/creator/authorized/", **who))["code"] == 40001
    assert (await office.get("/tto/creator/authorized/video/list/", **who))["code"] == 40001
    assert (await office.post("/tto/creator/campaign/join/", **who, tto_invite_link="x"))["code"] == 40001


async def test_a_person_ends_a_creators_tokens_in_tiktok_itself(office: Office) -> None:
    path = "/tto/creator/authorized/"
    token, open_id = await office.creator("glow.by.ana")
    expired = await office.http.post("/_simulator/tokens/expire", json={"handle": "glow.by.ana"})
    assert expired.json() == {"expired": 1}
    assert (await office.get(path, token=token, creator_id=open_id))["code"] == 40102
    removed = await office.http.post("/_simulator/accounts/glow.by.ana/revoke", json={})
    assert removed.json() == {"removed": [office.app.app_id]}
    assert (await office.get(path, token=token, creator_id=open_id))["code"] == 40105
    again = await office.http.post("/_simulator/accounts/glow.by.ana/revoke", json={})
    assert again.json() == {"removed": []}


async def test_the_person_behind_a_brands_token_has_a_name_and_a_masked_address(office: Office) -> None:
    data = (await office.get("/user/info/"))["data"]
    assert set(data) == {"display_name", "email", "core_user_id", "create_time", "avatar_url"}
    assert "***" in data["email"]


async def test_an_app_has_no_level_that_does_not_exist(office: Office) -> None:
    answer = await office.http.post(f"/_simulator/apps/{office.app.app_id}", json={"level": "gold"})
    assert answer.status_code == 400


@pytest.mark.parametrize(("told", "fields"), [(True, {"advertiser_ids"}), (None, {"advertiser_ids"}), (False, set())])
async def test_a_brands_token_comes_without_its_advertisers_if_so_asked(
    office: Office, told: bool | None, fields: set[str]
) -> None:
    code = (await office.consent())["auth_code"]
    answer = await office.post("/oauth2/access_token/", **office.secrets, auth_code=code, return_advertiser_ids=told)
    assert set(answer["data"]) == {"access_token", "scope"} | fields


async def test_who_has_let_the_app_in_before_is_not_asked_again_unless_so_wished(office: Office) -> None:
    await office.creator("glow.by.ana", "user.info.basic,video.list")
    query = {"client_key": office.app.app_id, "response_type": "code", "state": "s", "redirect_uri": CREATOR_REDIRECT}

    async def asked(scope: str, **more: str) -> int:
        answer = await office.http.get("/www/v2/auth/authorize/", params={**query, "scope": scope, **more})
        return answer.status_code

    assert await asked("video.list") == 303
    assert await asked("video.list", disable_auto_auth="0") == 303
    assert await asked("video.list", disable_auto_auth="1") == 200
    assert await asked("video.list,comment.list") == 200
    await office.http.post("/_simulator/accounts/glow.by.ana/revoke")
    assert await asked("video.list") == 200
