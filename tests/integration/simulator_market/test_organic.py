"""The Accounts API: a creator's own days, audience and videos, with the creator's token."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.integration.simulator_market.conftest import opened
from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.business.organic_days import is_business_account
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator
from tiktok_simulator.world import Creator

GET, VIDEOS = "/business/get/", "/business/video/list/"
DAILY = ["followers_count", "video_views", "likes", "comments", "shares", "daily_total_followers"]


async def of(office: Office, handle: str, path: str = GET, scopes: str | None = None, **given: Any) -> Json:
    token, open_id = await office.creator(handle, scopes)
    return await office.get(path, token=token, business_id=open_id, **given)


def today(office: Office) -> date:
    return datetime.fromtimestamp(office.simulator.clock.now(), UTC).date()


def somebody(office: Office, *, business: bool) -> Creator:
    return next(one for one in office.simulator.world.creators if is_business_account(one) is business)


async def test_without_fields_there_are_a_name_and_a_picture(office: Office) -> None:
    answer = await of(office, "glow.by.ana")
    assert set(answer["data"]) == {"display_name", "profile_image"}


async def test_days_hang_together_with_the_profile_and_end_before_the_latency(office: Office) -> None:
    ana = office.simulator.world.by_handle("glow.by.ana")
    assert ana is not None
    first = today(office) - timedelta(days=30)
    answer = await of(office, ana.handle, fields=DAILY, start_date=first.isoformat(), end_date=str(today(office)))
    days = answer["data"]["metrics"]
    assert [one["date"] for one in days] == [str(first + timedelta(days=n)) for n in range(len(days))]
    # A day that is not over for 24 hours is not there yet.
    assert days[-1]["date"] == str(today(office) - timedelta(days=2))
    for before, after in pairwise(days):
        assert after["followers_count"] - before["followers_count"] == after["daily_total_followers"]
    assert 0 < days[-1]["followers_count"] <= answer["data"]["followers_count"]
    assert all(one["video_views"] > one["likes"] > one["comments"] >= 0 for one in days)
    assert set(days[0]) == {"date", *DAILY}


async def test_the_default_is_the_last_week(office: Office) -> None:
    answer = await of(office, "glow.by.ana", fields=["video_views"])
    assert [one["date"] for one in answer["data"]["metrics"]] == [
        str(today(office) - timedelta(days=n)) for n in (7, 6, 5, 4, 3, 2)
    ]


async def test_the_audience_adds_up_to_one(office: Office) -> None:
    fields = ["audience_genders", "audience_ages", "audience_countries", "audience_cities"]
    data = (await of(office, "glow.by.ana", fields=fields))["data"]
    assert [one["gender"] for one in data["audience_genders"]] == ["Female", "Male", "Other"]
    assert {one["age"] for one in data["audience_ages"]} == {"18-24", "25-34", "35-44", "45-54", "55+"}
    for name in ("audience_genders", "audience_ages", "audience_cities"):
        assert sum(one["percentage"] for one in data[name]) == pytest.approx(1)
    assert sum(one["percentage"] for one in data["audience_countries"]) <= 1


async def test_activity_and_clicks_are_for_business_accounts(office: Office) -> None:
    fields = ["audience_activity", "bio_link_clicks", "is_business_account"]
    shop = (await of(office, somebody(office, business=True).handle, fields=fields))["data"]
    person = (await of(office, somebody(office, business=False).handle, fields=fields))["data"]
    hours = shop["metrics"][0]["audience_activity"]
    assert [one["hour"] for one in hours] == [str(hour) for hour in range(24)]
    assert len({one["count"] for one in hours}) > 1
    assert (shop["is_business_account"], person["is_business_account"]) == (True, False)
    assert all(one["audience_activity"] is None and one["bio_link_clicks"] is None for one in person["metrics"])


@pytest.mark.parametrize(
    "bad",
    [
        {"fields": ["nonsense"]},
        {"fields": "username"},
        {"start_date": "2020-01-01"},
        {"start_date": "2026-1-1"},
        {"end_date": "2999-01-01"},
    ],
)
async def test_what_makes_no_sense_is_invalid(office: Office, bad: Json) -> None:
    assert (await of(office, "glow.by.ana", **bad))["code"] == 40002


async def test_the_look_back_is_sixty_days(office: Office) -> None:
    oldest = today(office) - timedelta(days=60)
    assert (await of(office, "glow.by.ana", start_date=str(oldest)))["code"] == 0
    assert (await of(office, "glow.by.ana", start_date=str(oldest - timedelta(days=1))))["code"] == 40002


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        (GET, ["display_name"], 0),
        (GET, ["username"], 40001),
        (GET, ["video_views"], 40001),
        (GET, ["audience_genders"], 40001),
        (VIDEOS, ["item_id"], 40001),
    ],
)
async def test_a_field_that_was_not_granted_fails_the_call(
    office: Office, path: str, fields: list[str], code: int
) -> None:
    assert (await of(office, "glow.by.ana", path, scopes="user.info.basic", fields=fields))["code"] == code


async def test_another_creators_id_and_a_brands_token_are_refused(office: Office) -> None:
    _, other = await office.creator("techwithtom")
    token, _ = await office.creator("glow.by.ana")
    assert (await office.get(GET, token=token, business_id=other))["code"] == 40001
    assert (await office.get(GET, business_id=other))["code"] == 40001


async def test_videos_are_walked_newest_first_in_seconds(office: Office) -> None:
    token, open_id = await office.creator("glow.by.ana")
    given: Json = {"business_id": open_id, "fields": ["item_id", "create_time", "video_views", "share_url"]}
    first = (await office.get(VIDEOS, token=token, **given, max_count="20"))["data"]
    second = (await office.get(VIDEOS, token=token, **given, max_count="20", cursor=str(first["cursor"])))["data"]
    times = [int(one["create_time"]) for one in (*first["videos"], *second["videos"])]
    assert len(times) == 40
    assert times == sorted(times, reverse=True)
    assert first["cursor"] == times[19] * 1000
    assert first["has_more"] is True
    assert (await office.get(VIDEOS, token=token, **given, max_count="21"))["code"] == 40002
    one = first["videos"][0]["item_id"]
    filtered = (await office.get(VIDEOS, token=token, **given, filters={"video_ids": [one]}))["data"]
    assert [row["item_id"] for row in filtered["videos"]] == [one]


async def test_insights_of_videos_need_their_scope_and_an_account_that_posts(office: Office) -> None:
    seen = ["item_id", "video_views", "average_time_watched", "impression_sources"]
    assert (await of(office, "glow.by.ana", VIDEOS, scopes="user.info.basic,video.list", fields=seen))["code"] == 40001
    data = (await of(office, "glow.by.ana", VIDEOS, fields=seen))["data"]
    watched = [one for one in data["videos"] if one["video_views"]]
    assert watched[0]["average_time_watched"] > 0
    assert sum(one["percentage"] for one in watched[0]["impression_sources"]) == pytest.approx(1, abs=0.001)
    idle = next(
        one
        for one in office.simulator.world.creators
        if (videos := one.videos_at(office.simulator.clock.now()))
        and videos[0].create_time < office.simulator.clock.now() - 8 * 86_400
    )
    quiet = (await of(office, idle.handle, VIDEOS, fields=seen))["data"]["videos"]
    assert {one["average_time_watched"] for one in quiet} == {None}
    assert all(one["video_views"] is not None for one in quiet)


async def test_an_account_has_forty_calls_a_minute_of_an_endpoint() -> None:
    simulator = Simulator(Settings(size=600))
    async with opened(simulator) as office:
        ana, tom = await office.creator("glow.by.ana"), await office.creator("techwithtom")
        for _ in range(40):
            await office.pass_time(0.2)
            assert (await office.get(GET, token=ana[0], business_id=ana[1]))["code"] == 0
        assert (await office.get(GET, token=ana[0], business_id=ana[1]))["code"] == 40100
        assert (await office.get(GET, token=tom[0], business_id=tom[1]))["code"] == 0
        assert (await office.get(VIDEOS, token=ana[0], business_id=ana[1]))["code"] == 0
        await office.pass_time(61)
        assert (await office.get(GET, token=ana[0], business_id=ana[1]))["code"] == 0


@pytest.mark.process
def test_the_fields_of_a_day_come_in_one_order_in_every_process() -> None:
    program = (
        "from datetime import date\n"
        "from tiktok_simulator.business.organic_days import BUSINESS_METRICS, METRICS, days\n"
        "from tiktok_simulator.world import World\n"
        "ana, on = World(1, 1_795_132_800.0, 2).creator(0), date(2026, 11, 1)\n"
        "print(days(ana, on, on, 1_795_132_800.0, {*METRICS, *BUSINESS_METRICS, 'followers_count'}))\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert b"audience_activity" in told[0]
    assert told[0] == told[1]
