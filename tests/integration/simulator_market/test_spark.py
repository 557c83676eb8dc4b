from typing import Any

import pytest

from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator
from tiktok_simulator.world import Creator

APPLY, STATUS = "/tcm/tt_video/apply/", "/tcm/tt_video/status/"
AUTHORIZE, INFO = "/tt_video/authorize/", "/tt_video/info/"
DAY = 86_400


class Wish:
    """Ana's newest video, linked to a campaign, which somebody wants to advertise."""

    def __init__(self, office: Office, video_id: str) -> None:
        self.office = office
        self.about: Json = {"video_id": video_id, "tcm_account_id": office.account}
        self.advertiser, self.foreign = office.simulator.apps.advertisers[0].advertiser_id, "7000000000000000001"

    async def apply(self, **more: Any) -> int:
        return int((await self.office.post(APPLY, **self.about, **more))["code"])

    async def status(self) -> Json:
        answer = await self.office.get(STATUS, **self.about)
        assert answer["code"] == 0, answer
        data: Json = answer["data"]
        return data

    async def decide(self, *, accept: bool) -> None:
        given = {"video_id": self.about["video_id"], "accept": accept}
        answer = await self.office.http.post("/_simulator/market/spark", json=given)
        assert answer.status_code == 200, answer.text

    async def use(self, path: str, code: str, advertiser: str | None = None) -> Json:
        given: Json = {"advertiser_id": advertiser or self.advertiser, "auth_code": code}
        return await (self.office.post(path, **given) if path == AUTHORIZE else self.office.get(path, **given))


@pytest.fixture
async def wish(office: Office) -> Wish:
    office.simulator.market.change_options({"autonomous": False})
    ana: Creator = office.simulator.world.creator(0)
    campaign = await office.campaign(ana.handle)
    token, open_id = await office.creator(ana.handle)
    who = {"token": token, "creator_id": open_id, "tto_invite_link": campaign["invite_link"]}
    await office.post("/tto/creator/campaign/join/", **who)
    video = ana.videos_at(office.simulator.clock.now())[0].id
    await office.post("/tto/creator/campaign/video/link/", **who, video_id=video)
    return Wish(office, video)


async def test_a_wish_waits_is_accepted_and_brings_a_code_for_its_days(wish: Wish) -> None:
    assert await wish.apply(authorization_days=45) == 0
    waiting = await wish.status()
    assert waiting == {
        "video_id": wish.about["video_id"],
        "auth_status": "WAITING",
        "auth_status_updated_time": "2026-11-20 00:00:00",
        "requested_authorization_days": 60,
    }
    await wish.office.pass_time(3600)
    await wish.decide(accept=True)
    accepted = await wish.status()
    assert accepted.pop("auth_code").startswith("#spark.")
    assert accepted == {
        "video_id": wish.about["video_id"],
        "auth_status": "ACCEPTED",
        "auth_status_updated_time": "2026-11-20 01:00:00",
        "requested_authorization_days": 60,
        "auth_code_start_time": "2026-11-20 01:00:00",
        "auth_code_end_time": "2027-01-04 01:00:00",
        "auth_code_status": "NOT_USED",
    }
    assert wish.office.kinds("spark_requested", "spark_accepted") == ["spark_requested", "spark_accepted"]


async def test_one_wish_waits_at_a_time_and_a_living_code_is_extended(wish: Wish) -> None:
    assert await wish.apply(action="EXTEND") == 40002
    assert await wish.apply(authorization_days=7) == 0
    assert await wish.apply() == 40002
    await wish.decide(accept=True)
    first = await wish.status()
    assert await wish.apply() == 40002
    assert await wish.apply(action="EXTEND", authorization_days=30) == 0
    assert (await wish.status())["auth_status"] == "WAITING"
    await wish.decide(accept=True)
    longer = await wish.status()
    assert longer["auth_code"] == first["auth_code"]
    assert (first["auth_code_end_time"], longer["auth_code_end_time"]) == ("2026-11-27 00:00:00", "2026-12-27 00:00:00")
    assert await wish.apply(action="EXTEND") == 0
    await wish.decide(accept=False)
    assert (await wish.status())["auth_code_end_time"] == "2026-12-27 00:00:00"


async def test_a_no_is_shown_and_can_be_followed_by_another_wish(wish: Wish) -> None:
    await wish.apply()
    await wish.decide(accept=False)
    assert (await wish.status())["auth_status"] == "REJECTED"
    assert await wish.apply() == 0


@pytest.mark.parametrize(
    "given",
    [{"authorization_days": 0}, {"authorization_days": 366}, {"authorization_days": "30"}, {"action": "RENEW"}],
    ids=str,
)
async def test_wishes_are_read_strictly(wish: Wish, given: Json) -> None:
    assert await wish.apply(**given) == 40002
    assert wish.office.kinds("spark_requested") == []


async def test_only_linked_videos_of_the_own_account_are_asked_for(wish: Wish) -> None:
    office = wish.office
    stranger = office.simulator.world.creator(1).videos_at(office.simulator.clock.now())[0].id
    for changed, code in (
        ({"video_id": stranger}, 40002),
        ({"video_id": "1"}, 40007),
        ({"tcm_account_id": "7400000000000009999"}, 40001),
    ):
        assert (await office.post(APPLY, **{**wish.about, **changed}))["code"] == code
    assert (await office.get(STATUS, **wish.about))["code"] == 40007
    unnamed = {"video_id": wish.about["video_id"], "tto_tcm_account_id": office.account}
    assert (await office.post(APPLY, **unnamed))["code"] == 40002


async def test_an_advertiser_takes_a_code_once_while_it_lives(wish: Wish) -> None:
    await wish.apply(authorization_days=7)
    await wish.decide(accept=True)
    code = (await wish.status())["auth_code"]
    assert (await wish.use(INFO, code))["code"] == 40002
    assert (await wish.use(AUTHORIZE, code, wish.foreign))["code"] == 40001
    assert (await wish.use(AUTHORIZE, "#other"))["code"] == 40002
    assert [(await wish.use(AUTHORIZE, code))["code"] for _ in range(2)] == [0, 40002]
    shown = (await wish.use(INFO, code))["data"]
    assert shown["item_info"]["item_id"] == wish.about["video_id"]
    assert shown["auth_info"]["ad_auth_status"] == "AUTHORIZED"
    assert (await wish.status())["auth_code_status"] == "IN_USE"
    await wish.office.pass_time(7 * DAY)
    assert (await wish.status())["auth_code_status"] == "EXPIRED"
    assert (await wish.use(INFO, code))["code"] == 40002
    assert wish.office.kinds("spark_redeemed") == ["spark_redeemed"]
    assert await wish.apply() == 0


async def test_creators_decide_by_themselves_and_all_of_it_is_saved(wish: Wish) -> None:
    office = wish.office
    office.simulator.market.change_options({"autonomous": True})
    creator = office.simulator.world.creator(0)
    await wish.apply()
    restored = Simulator(Settings(size=600))
    restored.market.restore(office.simulator.market.snapshot())
    assert restored.market.sparks == office.simulator.market.sparks
    await office.pass_time(60 * DAY)
    expected = "WAITING"
    if creator.temperament.reads:
        expected = "ACCEPTED" if creator.temperament.approves_links else "REJECTED"
    assert (await wish.status())["auth_status"] == expected
