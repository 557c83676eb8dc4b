from tests.integration.simulator_market.office import Json, Office, V
from tiktok_simulator.business import collaboration

CREATE = "/tto/tcm/campaign/create/"


async def arm(office: Office, name: str, path: str, **options: object) -> None:
    body = {"name": name, "endpoint": f"{V}{path}", "count": 1, "options": options}
    assert (await office.http.post("/_simulator/faults", json=body)).status_code == 200


async def create(office: Office) -> Json:
    body: Json = {"brand_name": "Lumen", "campaign_name": "Glow", "handle_names": ["glow.by.ana"]}
    return await office.post(CREATE, tto_tcm_account_id=office.account, **body)


async def test_a_system_error_in_the_body_may_or_may_not_have_been_applied(office: Office) -> None:
    await arm(office, "business_error", CREATE)
    answer = await create(office)
    assert (answer["code"], answer["data"], office.kinds("campaign_created")) == (50000, {}, [])
    await arm(office, "business_error", CREATE, code=51039, message="Internal service timeout", applied=True)
    answer = await create(office)
    assert (answer["code"], answer["message"]) == (51039, "Internal service timeout")
    assert office.kinds("campaign_created") == ["campaign_created"]
    assert (await create(office))["code"] == 0


async def test_a_refusal_may_come_with_null_data_or_without_it(office: Office) -> None:
    path = "/tto/oauth2/info/"
    headers = {"Access-Token": office.token}
    await arm(office, "refusal_without_data", path)
    assert (await office.http.get(V + path, headers=headers)).json()["data"] is None
    await arm(office, "refusal_without_data", path, absent=True)
    assert set((await office.http.get(V + path, headers=headers)).json()) == {"code", "message", "request_id"}
    assert (await office.http.get(V + path, headers=headers)).json()["data"] == {}


async def test_a_reports_counters_may_fall(office: Office) -> None:
    office.simulator.market.change_options({"autonomous": False})
    campaign = await office.campaign("glow.by.ana")
    video = office.simulator.world.creator(0).videos_at(office.simulator.clock.now())[9]
    collaboration.link(office.simulator, office.simulator.market.campaigns[campaign["campaign_id"]], video)
    await arm(office, "falling_report", "/tto/tcm/report/")
    views = []
    for _ in range(2):
        given = {"campaign_id": campaign["campaign_id"], "headers": {"Country-Code": "US"}}
        views.append((await office.read("/tto/tcm/report/", **given))["videos"][0]["video_views"])
    assert views[0] == views[1] * 9 // 10 > 0
