"""Insights through the graph: where each section comes from, why it is empty, and who never sees it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from creatorport.application.as_creator import AsCreator
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.grant_holders import BusinessGrants
from creatorport.application.ports.jobs import CaptureCreatorInsights, CaptureInsights
from creatorport.application.use_cases.capture_own_insights import CaptureOwnInsights
from creatorport.application.use_cases.capture_public_insights import CapturePublicInsights
from creatorport.domain.creator import Creator
from creatorport.domain.workspace import Role
from tests.fakes.leases import InMemoryLeases
from tests.fakes.tiktok import Person
from tests.fakes.tiktok_insights import FakeCampaignAudiences, FakeConsentedInsights, FakePublicVideos
from tests.fakes.vault import InMemoryVault
from tests.graphql.connecting import connect, connect_business
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds, stored

DAY = timedelta(days=1)
SOURCE = Path(__file__).parents[2] / "src/creatorport"

ORIGIN = "origin { source capturedAt freshUntil absence }"
INSIGHTS = f"""
fragment All on Insights {{
  audience {{
    genders {{ {ORIGIN} shares {{ key fraction }} }}
    ages {{ {ORIGIN} shares {{ key fraction }} }}
    countries {{ {ORIGIN} shares {{ key fraction }} }}
    cities {{ {ORIGIN} shares {{ key fraction }} }}
    devices {{ {ORIGIN} shares {{ key fraction }} }}
    activity {{ {ORIGIN} shares {{ key fraction }} }}
    interests {{ {ORIGIN} shares {{ key fraction }} }}
    locales {{ {ORIGIN} shares {{ key fraction }} }}
    languages {{ {ORIGIN} shares {{ key fraction }} }}
  }}
  growth {{ {ORIGIN} days {{ day followers gained lost source }} }}
  engagement {{ {ORIGIN} formula days {{ day views likes comments shares rate }} }}
  bestContent {{ {ORIGIN} bestBy videos {{
    videoId url publishedAt views likes comments shares engagementRate reach averageWatchSeconds completion
  }} }}
  postingTimes {{ timeZone formula {ORIGIN} hours {{ weekday hour posts meanViews }}
    activityOrigin {{ source absence }} activity {{ hour followers }} }}
  failures {{ source code at }}
}}
"""
OF_ACCOUNT = (
    'query ($id: ID!, $days: Int! = 60, $zone: String! = "UTC", $best: Int! = 10, $by: ContentOrder! = VIEWS) {'
    " tiktokAccount(id: $id) { insights(days: $days, timeZone: $zone, best: $best, bestBy: $by) { ...All } } }"
    + INSIGHTS
)
OF_CREATOR = "query ($id: ID!) { creatorInsights(creatorId: $id) { ...All } }" + INSIGHTS
DIMENSIONS = ("genders", "ages", "countries", "cities", "devices", "activity", "interests", "locales", "languages")


async def capture(gateway: Gateway) -> None:
    """Do the jobs that read insights."""
    units, clock = gateway.units, gateway.clock
    tokens = FreshTokens(units, clock, InMemoryLeases(), gateway.creator_login, InMemoryVault(), BusinessGrants())
    of_account = CaptureOwnInsights(
        units, clock, AsCreator(units, tokens), FakeConsentedInsights(gateway.creator_login), DAY
    )
    public, audiences = FakePublicVideos(gateway.one), FakeCampaignAudiences(gateway.one)
    of_creator = CapturePublicInsights(units, clock, public, audiences, DAY)
    for waiting in list(units.storage.jobs):
        if isinstance(waiting.job, CaptureInsights):
            await of_account(waiting.job)
        elif isinstance(waiting.job, CaptureCreatorInsights):
            await of_creator(waiting.job)
        else:
            continue
        units.storage.jobs.remove(waiting)


async def consented(gateway: Gateway, by: Role = Role.OWNER, only: set[str] | None = None) -> str:
    """Connect an account with its creator's further consent, and read its insights."""
    account_id = await connect(gateway, by)
    assert (await connect_business(gateway, account_id, by, only=only))["errors"] == []
    await capture(gateway)
    return account_id


async def of_account(gateway: Gateway, account_id: str, caller: Any = Role.OWNER, **asked: Any) -> Any:
    return (await gateway.data(OF_ACCOUNT, {"id": account_id, **asked}, by=caller))["tiktokAccount"]["insights"]


def absences(insights: Any) -> dict[str, str | None]:
    return {name: insights["audience"][name]["origin"]["absence"] for name in DIMENSIONS}


def sources(insights: Any) -> dict[str, str]:
    return {name: insights["audience"][name]["origin"]["source"] for name in DIMENSIONS}


async def test_each_section_comes_from_the_source_that_has_it(gateway: Gateway) -> None:
    insights = await of_account(gateway, await consented(gateway))
    assert sources(insights) == {
        **dict.fromkeys(("genders", "ages", "countries", "cities"), "TIKTOK_ACCOUNTS"),
        **dict.fromkeys(("devices", "activity"), "TIKTOK_ONE_AUTHORIZED"),
        **dict.fromkeys(("interests", "locales", "languages"), "TIKTOK_ONE_REPORT"),
    }
    assert insights["audience"]["genders"]["shares"][0] == {"key": "FEMALE", "fraction": 0.8}
    now = gateway.clock.now()
    assert insights["audience"]["devices"]["origin"] == {
        "source": "TIKTOK_ONE_AUTHORIZED",
        "capturedAt": now.isoformat().replace("+00:00", "Z"),
        "freshUntil": (now + DAY).isoformat().replace("+00:00", "Z"),
        "absence": None,
    }
    assert len(insights["growth"]["days"]) == 59
    newest = insights["growth"]["days"][-1]
    assert (newest["gained"], newest["lost"], newest["source"]) == ("12", "2", "TIKTOK_ACCOUNTS")
    assert insights["engagement"]["origin"]["source"] == "TIKTOK_ACCOUNTS"
    assert insights["engagement"]["days"][-1]["rate"] == 0.1
    assert insights["bestContent"]["origin"]["source"] == "TIKTOK_ACCOUNTS"
    assert insights["bestContent"]["videos"][0]["averageWatchSeconds"] == 8.37
    assert len(insights["postingTimes"]["activity"]) == 24
    assert insights["failures"] == []


async def test_what_nobody_consented_to_is_null_and_says_so(gateway: Gateway) -> None:
    account_id = await connect(gateway)
    insights = await of_account(gateway, account_id)
    assert absences(insights) == {
        **dict.fromkeys(("genders", "ages", "countries", "cities", "devices", "activity"), "NOT_PERMITTED"),
        **dict.fromkeys(("interests", "locales", "languages"), "NOT_YET"),
    }
    assert all(insights["audience"][name]["shares"] is None for name in DIMENSIONS)
    assert insights["bestContent"]["videos"] is None
    assert insights["bestContent"]["origin"]["absence"] == "NOT_PERMITTED"
    assert (insights["postingTimes"]["hours"], insights["postingTimes"]["activity"]) == (None, None)
    assert insights["engagement"]["days"] is None


async def test_what_was_consented_to_and_not_read_yet_says_that(gateway: Gateway) -> None:
    account_id = await connect(gateway)
    await connect_business(gateway, account_id)
    assert absences(await of_account(gateway, account_id))["genders"] == "NOT_YET"


async def test_missing_scopes_empty_what_needs_them_and_nothing_else(gateway: Gateway) -> None:
    account_id = await consented(gateway, only={"user.info.username", "biz.creator.info", "biz.creator.insights"})
    insights = await of_account(gateway, account_id)
    assert sources(insights)["genders"] == "TIKTOK_ONE_AUTHORIZED"
    assert absences(insights)["genders"] is None
    assert absences(insights)["cities"] == "NOT_PERMITTED"
    assert insights["growth"]["origin"]["absence"] in {None, "NOT_PERMITTED"}
    assert insights["postingTimes"]["activityOrigin"]["absence"] == "NOT_PERMITTED"
    assert insights["bestContent"]["videos"] is None


async def test_the_best_and_the_times_are_told_as_they_are_asked_for(gateway: Gateway) -> None:
    account_id = await consented(gateway)
    by_views = (await of_account(gateway, account_id, best=3))["bestContent"]["videos"]
    assert [one["views"] for one in by_views] == ["1390", "1380", "1370"]
    assert by_views[0]["url"] == f"https://www.tiktok.com/@mara.cooks/video/{by_views[0]['videoId']}"
    by_rate = (await of_account(gateway, account_id, best=2, by="ENGAGEMENT"))["bestContent"]
    rates = [one["engagementRate"] for one in by_rate["videos"]]
    assert (by_rate["bestBy"], rates) == ("ENGAGEMENT", sorted(rates, reverse=True))
    tokyo = await of_account(gateway, account_id, zone="Asia/Tokyo", days=7)
    utc = await of_account(gateway, account_id)
    assert tokyo["postingTimes"]["timeZone"] == "Asia/Tokyo"
    assert {(one["hour"] + 9) % 24 for one in utc["postingTimes"]["hours"]} == {
        one["hour"] for one in tokyo["postingTimes"]["hours"]
    }
    assert sum(one["posts"] for one in tokyo["postingTimes"]["hours"]) == 40
    assert tokyo["postingTimes"]["activity"][9] == {"hour": 9, "followers": 0.0}
    assert len(tokyo["growth"]["days"]) == 7


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"zone": "Mars/Olympus"}, "timeZone"),
        ({"zone": ""}, "timeZone"),
        ({"zone": "../etc/passwd"}, "timeZone"),
        ({"zone": "a" * 65}, "timeZone"),
        ({"days": 0}, "days"),
        ({"days": 401}, "days"),
        ({"best": 51}, "best"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_its_field(
    gateway: Gateway, asked: dict[str, Any], field: str
) -> None:
    result = await gateway.run(OF_ACCOUNT, {"id": await connect(gateway), **asked})
    assert codes(result) == ["INVALID_VALUE"]
    assert (result.errors or [])[0].extensions == {**((result.errors or [])[0].extensions or {}), "field": field}


async def test_a_creators_insights_are_what_anybody_can_read(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    creator_id = await Seeds(gateway).creator("ben")
    gateway.one.onboard("ben")
    refresh = "mutation ($id: ID!) { refreshCreatorInsights(input: {creatorId: $id}) { reading errors { code } } }"
    unread = (await gateway.data(OF_CREATOR, {"id": creator_id}))["creatorInsights"]
    why = {unread[part]["origin"]["absence"] for part in ("bestContent", "engagement")}
    assert (why, unread["bestContent"]["origin"]["source"]) == ({"NOT_YET"}, "TIKTOK_ONE_PUBLIC")
    begun = await gateway.data(refresh, {"id": creator_id})
    assert begun["refreshCreatorInsights"] == {"reading": True, "errors": []}
    await capture(gateway)
    assert (await gateway.data(refresh, {"id": creator_id}))["refreshCreatorInsights"]["reading"] is False
    insights = (await gateway.data(OF_CREATOR, {"id": creator_id}))["creatorInsights"]
    assert insights["bestContent"]["origin"]["source"] == "TIKTOK_ONE_PUBLIC"
    assert len(insights["bestContent"]["videos"]) == 10
    assert insights["bestContent"]["videos"][0]["reach"] is None
    assert insights["engagement"]["origin"]["source"] == "TIKTOK_ONE_PUBLIC"
    assert len(insights["engagement"]["days"]) == 11
    assert insights["postingTimes"]["hours"][0]["posts"] > 0
    # TikTok One tells who follows somebody only where they consented, and this creator is in no campaign.
    assert absences(insights)["genders"] == "NOT_PERMITTED"
    assert absences(insights)["interests"] == "NOT_SUPPORTED"
    assert insights["growth"]["origin"]["absence"] == "NOT_PERMITTED"


async def test_a_source_that_failed_is_told_and_what_it_told_before_stays(gateway: Gateway) -> None:
    account_id = await consented(gateway)
    gateway.clock.advance(DAY)
    gateway.creator_login.troubles.lose_request("insights.organic")
    refresh = "mutation ($id: ID!) { refreshTiktokInsights(input: {accountId: $id}) { reading errors { code } } }"
    assert (await gateway.data(refresh, {"id": account_id}))["refreshTiktokInsights"]["reading"] is True
    await capture(gateway)
    insights = await of_account(gateway, account_id)
    assert [(one["source"], one["code"]) for one in insights["failures"]] == [("TIKTOK_ACCOUNTS", "TIKTOK_ANSWER_LOST")]
    assert insights["audience"]["cities"]["shares"] is not None


async def test_growth_goes_on_from_our_own_history_where_tiktok_tells_no_days(gateway: Gateway) -> None:
    account_id = await connect(gateway)
    read = "mutation ($id: ID!) { refreshTiktokAccount(input: {accountId: $id}) { errors { code } } }"
    for _ in range(2):
        gateway.clock.advance(DAY)
        await gateway.data(read, {"id": account_id})
    growth = (await of_account(gateway, account_id))["growth"]
    assert growth["origin"]["source"] == "TIKTOK_DISPLAY"
    assert [(one["followers"], one["gained"], one["source"]) for one in growth["days"]] == [
        ("184233", None, "TIKTOK_DISPLAY"),
        ("184233", None, "TIKTOK_DISPLAY"),
    ]


async def test_a_creator_sees_their_own_insights_and_nobody_elses(gateway: Gateway) -> None:
    account_id = await consented(gateway, Role.CREATOR)
    assert absences(await of_account(gateway, account_id, Role.CREATOR))["genders"] is None
    other = gateway.member(Role.CREATOR, name="other")
    assert (await gateway.data(OF_ACCOUNT, {"id": account_id}, by=other))["tiktokAccount"] is None


async def test_what_a_creator_consented_to_tell_one_workspace_no_other_sees(gateway: Gateway) -> None:
    """The same person, found by both workspaces, connected to both, consented further to one."""
    ours = await Seeds(gateway).creator("mara.cooks")
    theirs = await Seeds(gateway, "umbra").creator("mara.cooks")
    account_id = await consented(gateway)
    rival = gateway.member(Role.OWNER, "umbra")
    rivals_account = await connect(gateway, rival, Person("open-mara"))
    mine = (await gateway.data(OF_CREATOR, {"id": ours}))["creatorInsights"]
    assert absences(mine)["genders"] is None
    assert mine["growth"]["days"]
    assert (await gateway.data(OF_ACCOUNT, {"id": account_id}, by=rival))["tiktokAccount"] is None
    for seen in (
        (await gateway.data(OF_CREATOR, {"id": theirs}, by=rival))["creatorInsights"],
        await of_account(gateway, rivals_account, rival),
    ):
        assert {absences(seen)[name] for name in ("genders", "ages", "countries", "devices")} == {"NOT_PERMITTED"}
        assert all(seen["audience"][name]["shares"] is None for name in DIMENSIONS)
        assert seen["bestContent"]["videos"] is None
        assert seen["postingTimes"]["activity"] is None


async def test_discovery_and_its_store_never_learn_what_was_consented_to(gateway: Gateway) -> None:
    await Seeds(gateway).creator("mara.cooks")
    before: list[Creator] = stored(gateway, "creator")
    await consented(gateway)
    assert stored(gateway, "creator") == before
    assert [key for key in gateway.units.storage.records if key[0] == "creator reading"] == []


def test_nothing_that_finds_or_ranks_creators_can_reach_the_consented_store() -> None:
    """The store has two doors: the unit of work's `consented`, and the tables. Only these modules name one of them."""
    named = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for text in [path.read_text(encoding="utf-8")]
        if "uow.consented" in text or "consented_readings" in text or "consented_days" in text or "Consented" in text
    }
    assert named == {
        "adapters/persistence/migrations/versions/0061_insights.py",
        "adapters/persistence/reads/insight_statements.py",
        "adapters/persistence/repositories/__init__.py",
        "adapters/persistence/repositories/insights.py",
        "adapters/persistence/rows/__init__.py",
        "adapters/persistence/rows/insights.py",
        "adapters/persistence/units_of_work.py",
        "adapters/tiktok/business/consented_insights.py",
        "application/let_go.py",
        "application/ports/insight_sources.py",
        "application/ports/insights.py",
        "application/ports/unit_of_work.py",
        "application/use_cases/capture_due_insights.py",
        "application/use_cases/capture_own_insights.py",
        "application/use_cases/purge_round.py",
        "application/use_cases/refresh_insights.py",
        "container/tiktok.py",
    }


def test_the_answer_in_which_both_stores_meet_is_asked_for_by_a_members_own_question_alone() -> None:
    named = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "reads.insights" in path.read_text(encoding="utf-8")
    }
    assert named == {
        "adapters/persistence/reads/__init__.py",
        "application/insight_queries.py",
    }
