import pytest

from tests.integration.simulator_market.office import Json, Office, V
from tiktok_simulator.business.routes import ENDPOINTS

INFO = "/tto/oauth2/info/"


async def test_every_endpoint_needs_its_final_slash_and_its_method(office: Office) -> None:
    for endpoint in ENDPOINTS:
        if endpoint.assumed:
            continue
        slashless = await office.http.request(endpoint.method, V + endpoint.path.rstrip("/"))
        other = await office.http.request("POST" if endpoint.method == "GET" else "GET", V + endpoint.path)
        assert (slashless.status_code, other.status_code) == (404, 405), endpoint.path


async def test_assumed_endpoints_do_not_exist_without_the_switch(office: Office, assumed: Office) -> None:
    paths = [endpoint for endpoint in ENDPOINTS if endpoint.assumed]
    assert len(paths) == 7
    for endpoint in paths:
        assert (await office.http.request(endpoint.method, V + endpoint.path)).status_code == 404
        assert (await assumed.http.request(endpoint.method, V + endpoint.path)).json()["code"] == 40104


async def test_without_a_token_every_guarded_endpoint_answers_40104(office: Office) -> None:
    for endpoint in ENDPOINTS:
        if not endpoint.assumed and endpoint.token.value != "none":
            answer = (await office.http.request(endpoint.method, V + endpoint.path)).json()
            assert (answer["code"], answer["data"]) == (40104, {}), endpoint.path


async def test_an_unknown_a_revoked_and_a_prefixed_token_answer_40105_in_its_words(office: Office) -> None:
    for token in ("nonsense", f"Bearer {office.token}"):
        answer = await office.get(INFO, token=token)
        assert (answer["code"], answer["message"]) == (40105, "Access token is incorrect or has been revoked.")
    header = {"Authorization": f"Bearer {office.token}"}
    assert (await office.http.get(V + INFO, headers=header)).json()["code"] == 40104
    revoked = await office.post("/oauth2/revoke_token/", **office.secrets, access_token=office.token)
    assert revoked["data"] == {
        "app_id": office.app.app_id,
        "advertiser_ids": [one.advertiser_id for one in office.simulator.apps.advertisers],
    }
    assert (await office.get(INFO))["code"] == 40105


async def test_a_token_of_the_other_family_answers_40001(office: Office) -> None:
    creator, open_id = await office.creator("glow.by.ana")
    assert (await office.get(INFO, token=creator, tto_tcm_account_id=office.account))["code"] == 40001
    assert (await office.get("/tto/creator/authorized/", creator_id=open_id))["code"] == 40001


async def test_a_strangers_account_answers_40001_before_parameters_are_looked_at(office: Office) -> None:
    answer = await office.get("/tto/tcm/creator/discover/", tto_tcm_account_id="74", country_codes="US")
    assert (answer["code"], answer["message"]) == (40001, "No permission to operate TTO account 74.")
    await office.log_in(scopes=[office.other_account])
    assert await office.refused_read(INFO) == 40001


async def test_a_creators_token_dies_after_a_day_with_40102(office: Office) -> None:
    token, open_id = await office.creator("glow.by.ana")
    await office.pass_time(86_399)
    assert (await office.get("/tto/creator/authorized/", token=token, creator_id=open_id))["code"] == 0
    await office.pass_time(1)
    assert (await office.get("/tto/creator/authorized/", token=token, creator_id=open_id))["code"] == 40102


async def test_an_expired_token_is_told_before_the_rate_and_the_rate_before_permission(office: Office) -> None:
    old, open_id = await office.creator("glow.by.ana")
    await office.pass_time(86_400)
    await office.log_in()
    office.simulator.market.change_options({"limited": True})
    codes = [(await office.get(INFO, tto_tcm_account_id="74"))["code"] for _ in range(11)]
    assert codes == [40001] * 10 + [40100]
    assert (await office.get("/tto/creator/authorized/", token=old, creator_id=open_id))["code"] == 40102


@pytest.mark.parametrize(("level", "qps", "qpm"), [("basic", 10, 600), ("advanced", 20, 1200), ("ultimate", 50, 3000)])
async def test_the_apps_level_limits_seconds_and_minutes(office: Office, level: str, qps: int, qpm: int) -> None:
    await office.http.post(f"/_simulator/apps/{office.app.app_id}", json={"level": level})
    office.simulator.market.change_options({"limited": True})
    answers = [await office.get(INFO, tto_tcm_account_id=office.account) for _ in range(qps + 1)]
    assert [answer["code"] for answer in answers] == [0] * qps + [40100]
    assert answers[-1]["message"] == f"App reaches the QPS limit {qps}."
    await office.pass_time(1)
    assert (await office.get(INFO, tto_tcm_account_id=office.account))["code"] == 0
    start = office.simulator.clock.now()
    for call in range(1, qpm - qps):
        office.simulator.market.rates.count(office.app.app_id, level, INFO, start + call // qps)
    office.simulator.clock.advance(58.5)
    answer = await office.get(INFO, tto_tcm_account_id=office.account)
    assert (answer["code"], answer["message"]) == (40100, f"App reaches the QPM limit {qpm}.")
    office.simulator.clock.advance(2)
    assert (await office.get(INFO, tto_tcm_account_id=office.account))["code"] == 0


async def test_after_a_breached_minute_the_app_rests_five_if_so_configured(office: Office) -> None:
    office.simulator.market.change_options({"limited": True, "minute_rest": 300.0})
    start = office.simulator.clock.now()
    for call in range(600):
        office.simulator.market.rates.count(office.app.app_id, "basic", INFO, start + call * 0.1)
    office.simulator.clock.advance(59.95)
    assert (await office.get(INFO, tto_tcm_account_id=office.account))["code"] == 40100
    office.simulator.clock.advance(299)
    assert (await office.get(INFO, tto_tcm_account_id=office.account))["code"] == 40100
    office.simulator.clock.advance(1)
    assert (await office.get(INFO, tto_tcm_account_id=office.account))["code"] == 0


async def test_the_day_ends_at_midnight_utc(office: Office) -> None:
    office.simulator.market.change_options({"limited": True})
    now = office.simulator.clock.now()
    rates = office.simulator.market.rates
    saved = rates.snapshot()
    saved["levels"]["days"] = {office.app.app_id: (int(now // 86_400), 864_000)}
    rates.restore(saved)
    answer = await office.get(INFO, tto_tcm_account_id=office.account)
    assert (answer["code"], answer["message"]) == (40100, "App reaches the QPD limit 864000.")
    await office.pass_time(86_400)
    assert (await office.get(INFO, tto_tcm_account_id=office.account))["code"] == 0


async def test_single_endpoints_can_have_lower_limits(office: Office) -> None:
    office.simulator.market.change_options({"limited": True, "endpoint_limits": {INFO: 2}})
    codes = [(await office.get(INFO, tto_tcm_account_id=office.account))["code"] for _ in range(3)]
    labels = await office.refused_read("/tto/tcm/category/label/")
    assert (codes, labels) == ([0, 0, 40100], 0)


async def test_lists_in_a_query_are_json_and_nothing_else(office: Office) -> None:
    path = "/tto/tcm/creator/discover/"
    assert await office.refused_read(path, country_codes="US") == 40002
    assert await office.refused_read(path, country_codes='"US"') == 40002
    assert await office.refused_read(path, country_codes="[1]") == 40002
    repeated = (
        f"{V}{path}?tto_tcm_account_id={office.account}&country_codes=%5B%22US%22%5D&country_codes=%5B%22CA%22%5D"
    )
    answer = await office.http.get(repeated, headers={"Access-Token": office.token})
    assert answer.json()["code"] == 40002
    assert await office.refused_read(path, country_codes=["US"]) == 0


async def test_a_body_that_is_no_json_object_and_a_value_of_another_type_answer_40002(office: Office) -> None:
    path = "/tto/tcm/campaign/create/"
    headers = {"Access-Token": office.token, "Content-Type": "application/json"}
    for content in (b"{", b"[]", b"1"):
        assert (await office.http.post(V + path, content=content, headers=headers)).json()["code"] == 40002
    body = {"brand_name": "Lumen", "campaign_name": "Glow", "handle_names": ["glow.by.ana"]}
    assert await office.refused(path, **body | {"campaign_name": 7}) == 40002
    assert await office.refused(path, **body | {"send_notification": "yes"}) == 40002
    assert await office.refused(path, **body | {"handle_names": "glow.by.ana"}) == 40002


async def test_parameters_that_do_not_exist_are_ignored(office: Office) -> None:
    path = "/tto/tcm/creator/discover/"
    everyone = await office.read(path, country_codes=["US"])
    assert await office.read(path, country_codes=["US"], search_keyword="glow", keyword="glow") == everyone


async def test_a_body_that_is_not_sent_as_json_answers_40002(office: Office) -> None:
    path, body = (
        "/tto/tcm/campaign/create/",
        b'{"brand_name": "B", "campaign_name": "C", "handle_names": ["glow.by.ana"]}',
    )
    codes = {}
    for sent_as in ("", "text/plain", "application/x-www-form-urlencoded", "Application/JSON; charset=utf-8"):
        headers = {"Access-Token": office.token, "Content-Type": sent_as}
        answer = await office.http.post(V + path, content=body, headers=headers)
        codes[sent_as] = (answer.json()["code"], answer.json()["message"])
    wrong = (40002, "The request body must be application/json.")
    assert list(codes.values())[:3] == [wrong] * 3
    assert codes["Application/JSON; charset=utf-8"] == (40002, "tto_tcm_account_id is required.")


@pytest.mark.parametrize(
    ("path", "method"),
    [("/subscription/get/", "GET"), ("/business/webhook/list/", "GET"), ("/tt_user/oauth2/token/", "POST")],
)
async def test_calls_without_a_token_count_for_the_app_that_they_name(office: Office, path: str, method: str) -> None:
    office.simulator.market.change_options({"limited": True})
    named: Json = {"client_id" if path.startswith("/tt_user") else "app_id": office.app.app_id}

    async def code(given: Json) -> int:
        sent = office.get(path, token="", **given) if method == "GET" else office.post(path, token="", **given)
        return int((await sent)["code"])

    await office.pass_time(1)
    assert [await code(named) for _ in range(11)] == [40002] * 10 + [40100]
    assert [await code({}), await code({"app_id": "1"})] == [40002, 40002]
    assert await office.refused_read(INFO) == 40100
    await office.pass_time(1)
    assert await office.refused_read(INFO) == 0


@pytest.mark.parametrize("page", ["1.0", "1_0", "+1", "1e1", " 1", "٣", "inf", "nan", "0x1", "1" * 5000])
async def test_numbers_of_a_query_are_plain_digits(office: Office, page: str) -> None:
    assert await office.refused_read("/tto/tcm/campaign/", page=page) == 40002


async def test_a_whole_number_in_a_body_has_no_fraction_and_a_number_has_an_end(office: Office) -> None:
    days = "default_spark_ads_requested_authorization_days"
    body = {"brand_name": "Lumen", "campaign_name": "Glow", "handle_names": ["glow.by.ana"]}
    assert await office.refused("/tto/tcm/campaign/create/", **body, **{days: 30.0}) == 40002
    path = "/tto/tcm/creator/discover/"
    for rate, code in (("inf", 40002), ("1e-1", 40002), (".5", 40002), ("0.5", 0)):
        assert await office.refused_read(path, country_codes=["US"], min_engagement_rate=rate) == code
