"""The sync plan, the quotas behind it, and promises of freshness."""

from datetime import timedelta
from typing import Any

import pytest

from creatorport.domain.account_video import AccountVideo, VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.global_ids import global_id
from tests.fakes.connected import connected_account
from tests.graphql.gateway import HOME, Gateway, codes
from tests.graphql.seeds import Seeds
from tests.unit.application.test_connect import MARA

ACCOUNT = global_id("TikTokAccount", "account-1")
HOUR = timedelta(hours=1)

PLAN = """
query ($stale: [ID!], $more: Int) {
  syncPlan(stale: $stale, moreAccounts: $more) {
    quotas { scope window limit used usedHere leftHere resetsAt restingUntil }
    outlook { things callsPerDay freshness promisedCalls leastBoundSeconds }
    next { accountId videoIds reason words expectedChanges worth dueAt }
    stale { accountId videoId reason words capturedAt dueAt }
    whatIf { moreAccounts freshnessOfTodays breakingPromiseIds after { things callsPerDay freshness } }
  }
}
"""
PROMISE = """
mutation ($account: ID, $campaign: ID, $bound: Int!) {
  promiseFreshness(input: {accountId: $account, campaignId: $campaign, boundSeconds: $bound}) {
    promise { promiseId accountId campaignId boundSeconds things held breaches worstSeconds isBrokenNow dueAt }
    errors { code field message fixableBy }
  }
}
"""
KEPT = "{ freshnessPromises { promiseId things refreshes breaches held isBrokenNow worstSeconds withdrawnAt dueAt } }"
WITHDRAW = """
mutation ($id: ID!) {
  withdrawFreshnessPromise(input: {promiseId: $id}) { promise { withdrawnAt held dueAt } errors { code } }
}
"""


async def stocked(gateway: Gateway, videos: int = 45, by: Member | None = None, name: str = "account-1") -> None:
    """Connect an account that has so many videos, seen just now."""
    who = by or gateway.member(Role.CREATOR)
    await connected_account(gateway.units, gateway.clock, gateway.profiles, MARA, who, name=name)
    await look(gateway, videos, who.workspace_id, name)


async def look(gateway: Gateway, videos: int, workspace: str = HOME, name: str = "account-1") -> None:
    now = gateway.clock.now()
    pedigree = Pedigree(Source.TIKTOK_DISPLAY, now, now + 24 * HOUR)
    async with gateway.units() as uow:
        ids = [str(number) for number in range(videos)]
        known = await uow.videos.find(WorkspaceId(workspace), AccountId(name), ids)
        for video_id in ids:
            facts = VideoFacts(published_at=now - timedelta(days=1 + int(video_id)))
            counts = Counts(100, 10, 1, 0)
            new = AccountVideo.found(
                WorkspaceId(workspace), AccountId(name), video_id, facts=facts, counts=counts, pedigree=pedigree
            )
            before = known.get(video_id)
            await uow.videos.put([new if before is None else before.see(facts, counts, pedigree)])
        await uow.commit()


async def plan(gateway: Gateway, *stale: str, more: int | None = None) -> dict[str, Any]:
    shown = await gateway.data(PLAN, {"stale": list(stale), "more": more})
    found: dict[str, Any] = shown["syncPlan"]
    return found


async def promised(gateway: Gateway, bound: timedelta, **subject: str) -> dict[str, Any]:
    shown = await gateway.data(PROMISE, {"bound": int(bound.total_seconds()), **subject})
    found: dict[str, Any] = shown["promiseFreshness"]
    return found


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


async def test_the_plan_tells_what_is_next_and_why(gateway: Gateway) -> None:
    await stocked(gateway)
    gateway.clock.advance(6 * HOUR)
    shown = await plan(gateway)
    assert shown["outlook"]["things"] == 46
    assert shown["outlook"]["callsPerDay"] == 20_000
    assert [len(one["videoIds"]) for one in shown["next"]] == [20, 20, 5, 0]
    assert {one["reason"] for one in shown["next"]} == {"WORTH_MOST"}
    assert {one["accountId"] for one in shown["next"]} == {ACCOUNT}
    first = shown["next"][0]
    assert global_id("Video", "account-1.2") in first["videoIds"]
    assert first["words"] == "A call for it buys more freshness than the same call elsewhere."
    assert 0 < first["expectedChanges"] <= 20
    assert first["dueAt"] == "2026-11-20T15:00:00Z"
    assert shown["whatIf"] is None
    assert shown["stale"] == []


async def test_what_is_fresh_waits_its_turn_until_a_named_moment(gateway: Gateway) -> None:
    await stocked(gateway, videos=3)
    shown = await plan(gateway, global_id("Video", "account-1.2"), ACCOUNT)
    video, account = shown["stale"]
    assert (video["reason"], video["videoId"]) == ("WAITS_ITS_TURN", global_id("Video", "account-1.2"))
    assert (account["reason"], account["videoId"], account["accountId"]) == ("WAITS_ITS_TURN", None, ACCOUNT)
    assert video["capturedAt"] == "2026-11-20T09:00:00Z"
    assert video["dueAt"] == "2026-11-20T09:15:00Z"
    assert video["words"].endswith("It was looked at 0 minutes ago.")


async def test_a_spent_quota_is_why_something_due_is_stale(gateway: Gateway) -> None:
    await stocked(gateway, videos=3)
    gateway.quotas.limit, gateway.quotas.spent = 1_000, {HOME: 400, WorkspaceId("rival"): 600}
    gateway.clock.advance(6 * HOUR)
    shown = await plan(gateway, global_id("Video", "account-1.2"))
    assert shown["stale"][0]["reason"] == "QUOTA_SPENT"
    assert shown["quotas"] == [
        {
            "scope": "open", "window": "DAY", "limit": 1_000, "used": 1.0, "usedHere": 400, "leftHere": 0,
            "resetsAt": "2026-11-21T00:00:00Z", "restingUntil": None,
        }
    ]  # fmt: skip


async def test_what_the_planner_does_not_look_after_is_explained(gateway: Gateway) -> None:
    await stocked(gateway, videos=62)
    async with gateway.units() as uow:
        known = await uow.videos.find(HOME, AccountId("account-1"), ["3"])
        await uow.videos.put([known["3"].miss(gateway.clock.now())])
        await uow.commit()
    oldest, gone = (global_id("Video", f"account-1.{number}") for number in (61, 3))
    shown = await plan(gateway, oldest, gone)
    assert [one["reason"] for one in shown["stale"]] == ["LEFT_TO_SYNCS", "NOT_VISIBLE"]
    await gateway.data(
        "mutation ($id: ID!) { disconnectTiktokAccount(input: {accountId: $id}) { errors { code } } }", {"id": ACCOUNT}
    )
    (account,) = (await plan(gateway, ACCOUNT))["stale"]
    assert (account["reason"], account["dueAt"]) == ("NOT_CONNECTED", None)


async def test_what_is_asked_about_must_be_the_workspaces_own(gateway: Gateway) -> None:
    await stocked(gateway)
    rival = gateway.member(Role.OWNER, "rival")
    for stale in (ACCOUNT, global_id("Video", "account-1.2")):
        assert codes(await gateway.run(PLAN, {"stale": [stale]}, by=rival)) == ["NOT_FOUND"]
    assert codes(await gateway.run(PLAN, {"stale": [global_id("Video", "account-1.99")]})) == ["NOT_FOUND"]
    for wrong in (global_id("Campaign", "x"), global_id("Video", "x"), "?"):
        assert codes(await gateway.run(PLAN, {"stale": [wrong]})) == ["INVALID_VALUE"]
    assert codes(await gateway.run(PLAN, {"stale": [ACCOUNT] * 21})) == ["INVALID_VALUE"]
    assert codes(await gateway.run(PLAN, {"more": 10_001})) == ["INVALID_VALUE"]
    assert codes(await gateway.run("{ syncPlan(first: 101) { plannedAt } }")) == ["INVALID_VALUE"]


async def test_three_hundred_more_accounts_cost_freshness_and_break_the_newest_promise(gateway: Gateway) -> None:
    await stocked(gateway)
    gateway.quotas.limit = 1_000
    first = (await promised(gateway, 4 * HOUR, account=ACCOUNT))["promise"]["promiseId"]
    await Seeds(gateway).campaign()
    await Seeds(gateway).creator()
    await Seeds(gateway).post(video_id="7")
    gateway.clock.advance(HOUR)
    second = (await promised(gateway, HOUR, campaign=global_id("Campaign", "glow")))["promise"]["promiseId"]
    assert first != second
    shown = await plan(gateway, more=320)
    assert shown["whatIf"]["after"]["things"] == 46 * 321
    assert shown["whatIf"]["after"]["callsPerDay"] < shown["outlook"]["callsPerDay"]
    assert shown["whatIf"]["freshnessOfTodays"] < shown["outlook"]["freshness"]
    assert shown["whatIf"]["breakingPromiseIds"] == [first, second]
    assert (await plan(gateway, more=1))["whatIf"]["breakingPromiseIds"] == []


async def test_a_promise_holds_until_something_is_too_old(gateway: Gateway) -> None:
    await stocked(gateway, videos=2)
    made = await promised(gateway, 2 * HOUR, account=ACCOUNT)
    assert made["errors"] == []
    assert made["promise"] | {"promiseId": ""} == {
        "promiseId": "", "accountId": ACCOUNT, "campaignId": None, "boundSeconds": 7200.0, "things": 3, "held": True,
        "breaches": 0, "worstSeconds": 0.0, "isBrokenNow": False, "dueAt": "2026-11-20T11:00:00Z",
    }  # fmt: skip
    gateway.clock.advance(1.5 * HOUR)
    shown = await plan(gateway)
    assert shown["next"][0]["reason"] in {"WORTH_MOST", "PROMISE"}
    await look(gateway, 2)
    gateway.clock.advance(HOUR)
    (kept,) = (await gateway.data(KEPT))["freshnessPromises"]
    # The profile was not read since: half an hour too old.
    assert (kept["held"], kept["breaches"], kept["refreshes"], kept["isBrokenNow"]) == (False, 1, 2, True)
    assert kept["worstSeconds"] == 9000
    gone = await gateway.data(WITHDRAW, {"id": made["promise"]["promiseId"]})
    assert gone["withdrawFreshnessPromise"]["promise"] == {
        "withdrawnAt": "2026-11-20T11:30:00Z", "held": False, "dueAt": None,
    }  # fmt: skip
    gateway.clock.advance(9 * HOUR)
    (after,) = (await gateway.data(KEPT))["freshnessPromises"]
    assert (after["breaches"], after["worstSeconds"], after["isBrokenNow"]) == (1, 9000, False)


async def test_a_promise_that_cannot_be_kept_is_refused_with_one_that_can(gateway: Gateway) -> None:
    await stocked(gateway)
    gateway.quotas.limit = 24
    refused = await promised(gateway, HOUR, account=ACCOUNT)
    assert refused["promise"] is None
    assert refused["errors"] == [
        {
            "code": "PROMISE_TOO_GREAT",
            "field": "boundSeconds",
            # One call for the profile and three for 45 videos, of 80 % of 24.
            "message": "The promised ages need 96 calls a day, and 19 are available. "
            "The least age that can be promised is 5.0 hours.",
            "fixableBy": "CALLER",
        }
    ]
    assert (await gateway.data(KEPT))["freshnessPromises"] == []
    assert (await promised(gateway, 5.1 * HOUR, account=ACCOUNT))["errors"] == []


async def test_a_new_promise_about_the_same_replaces_the_old(gateway: Gateway) -> None:
    await stocked(gateway)
    gateway.quotas.limit = 24
    for hours in (6, 5.1, 12):
        assert (await promised(gateway, hours * HOUR, account=ACCOUNT))["errors"] == []
    kept = (await gateway.data(KEPT))["freshnessPromises"]
    assert sum(one["withdrawnAt"] is None for one in kept) == 1
    assert len(kept) == 3


async def test_promises_are_made_about_what_the_workspace_has_within_bounds(gateway: Gateway) -> None:
    await stocked(gateway)
    campaign = await Seeds(gateway).campaign()
    none = global_id("TikTokAccount", "none")
    for subject, bound, code in (
        ({}, 6, "INVALID_VALUE"),
        ({"account": ACCOUNT, "campaign": campaign}, 6, "INVALID_VALUE"),
        ({"account": campaign}, 6, "INVALID_VALUE"),
        ({"account": ACCOUNT}, 0.49, "INVALID_VALUE"),
        ({"account": ACCOUNT}, 24 * 31, "INVALID_VALUE"),
        ({"account": none}, 6, "NOT_FOUND"),
        ({"campaign": global_id("Campaign", "none")}, 6, "NOT_FOUND"),
    ):
        assert [one["code"] for one in (await promised(gateway, bound * HOUR, **subject))["errors"]] == [code]
    rival = gateway.member(Role.OWNER, "rival")
    result = await gateway.run(PROMISE, {"account": ACCOUNT, "bound": 36_000}, by=rival)
    assert result.data is not None
    assert result.data["promiseFreshness"]["errors"][0]["code"] == "NOT_FOUND"
