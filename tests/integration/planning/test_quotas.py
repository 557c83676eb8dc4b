"""Two gateways live through more than a day under a quota: none is exceeded, and what was promised is kept."""

from datetime import timedelta

from tests.integration.planning.town import town

HOUR = timedelta(hours=1)
QUOTA, PER_MINUTE = 120, 9

PROMISE = """
mutation ($id: ID!) {
  promiseFreshness(input: {accountId: $id, boundSeconds: 14400}) { promise { promiseId } errors { code message } }
}
"""
PLAN = """
{
  syncPlan(moreAccounts: 300) {
    quotas { scope window limit used usedHere leftHere }
    outlook { things freshness callsPerDay }
    next { reason videoIds dueAt expectedChanges }
    whatIf { after { things freshness } freshnessOfTodays breakingPromiseIds }
  }
}
"""
KEPT = "{ freshnessPromises { held breaches refreshes things worstSeconds } }"
ACCOUNTS = "{ tiktokAccounts { nodes { id } } }"


async def test_no_quota_is_exceeded_with_two_gateways_running_and_promises_hold(database_url: str) -> None:
    async with town(database_url, quota=QUOTA, per_minute=PER_MINUTE) as here:
        seldom = sorted(here.simulator.world.creators, key=lambda one: -one.post_every)[60:64]
        for number, creator in enumerate(seldom):
            await here.connect("lumen" if number < 3 else "umbra", creator.handle, f"account-{number}")
        await here.live(16 * HOUR)
        account = (await here.ask("lumen", ACCOUNTS))["tiktokAccounts"]["nodes"][0]["id"]
        made = (await here.ask("lumen", PROMISE, id=account))["promiseFreshness"]
        assert made["errors"] == []
        for _ in range(11):
            await here.live(HOUR)

        assert here.refused == {}
        spent = [sum(calls.values()) for _, calls in sorted(here.made.items())]
        assert len(spent) == 2
        assert max(spent) <= QUOTA
        # Beside the walks at the beginning, known videos were refreshed by their ids.
        assert sum(calls["/open/v2/video/query/"] for calls in here.made.values()) >= 10
        (kept,) = (await here.ask("lumen", KEPT))["freshnessPromises"]
        assert (kept["held"], kept["breaches"]) == (True, 0)
        assert kept["refreshes"] >= 3 * kept["things"] >= 3

        plan = (await here.ask("lumen", PLAN))["syncPlan"]
        (day,) = [one for one in plan["quotas"] if one["window"] == "DAY"]
        assert (day["scope"], day["limit"]) == ("open", QUOTA)
        assert round(day["used"] * QUOTA) == sum(here.made[max(here.made)].values())
        assert 0 < day["usedHere"] <= round(day["used"] * QUOTA)
        assert plan["whatIf"]["freshnessOfTodays"] < plan["outlook"]["freshness"]
        assert plan["whatIf"]["after"]["things"] > 50 * plan["outlook"]["things"]
