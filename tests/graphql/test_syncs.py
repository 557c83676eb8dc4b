import asyncio
from collections.abc import AsyncGenerator
from collections.abc import Set as AbstractSet
from contextlib import aclosing
from datetime import timedelta
from typing import Any

from strawberry.types.execution import PreExecutionError

from creatorport.application.cursors import cursor
from creatorport.application.ports.jobs import SyncAccount
from creatorport.application.streams import account_sync
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.use_cases.run_sync import RunSync
from creatorport.domain.counts import Counts
from creatorport.domain.ids import AccountId
from creatorport.domain.sync import SyncTrigger
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.schema import schema
from tests.fakes.connected import SCOPES, connected_account
from tests.fakes.tiktok import FakeVideos, Person
from tests.graphql.gateway import Gateway

MARA = Person("open-mara")
AT_NINE, AT_TEN = "2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"
SYNC = """
mutation ($id: ID!) {
  syncTiktokAccount(input: {accountId: $id}) { run { id trigger state } errors { code fixableBy retryAt } }
}
"""
SHOW = """
query ($id: ID!, $order: VideoOrder!) {
  tiktokAccount(id: $id) {
    videoListAbsence
    videoList(first: 2, orderBy: $order) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        videoId title state firstMissingAt cover { url absence } fell
        views { value absence } shares { value absence } engagementRate { value formula absence }
        history { views { value } fell capturedAt }
      }
    }
    history { followers { value } videos { value } fell capturedAt }
    syncRuns { totalCount nodes { trigger state isWhole calls videosSeen videosNew videosChanged durationSeconds } }
    lastSync { state errorCode }
    nextSync
  }
}
"""
FOLLOW = """
subscription ($id: ID!, $after: String) {
  syncProgress(accountId: $id, after: $after) {
    __typename
    ... on SyncProgress { cursor accountId run { state step videosSeen } }
    ... on Lagged { cursor oldestCursor }
  }
}
"""


class Synced:
    """An account with three videos, and the worker's part of syncing it."""

    def __init__(self, gateway: Gateway, account: str) -> None:
        self.gateway, self.account = gateway, account
        self.local = AccountId(local_id("TikTokAccount", account))
        self.videos = FakeVideos(gateway.login)
        for number, counts in enumerate((Counts(300, 30, 3, None), Counts(), Counts(0, 0, 0, 0)), start=1):
            self.videos.post(MARA, str(number), gateway.clock.now() - timedelta(days=number), counts)

    async def work(self) -> None:
        clock, units = self.gateway.clock, self.gateway.units
        run = RunSync(
            units, clock, AsAccount(self.gateway.tokens), self.gateway.profiles, self.videos, timedelta(hours=24)
        )
        for waiting in list(units.storage.jobs):
            if isinstance(waiting.job, SyncAccount):
                units.storage.jobs.remove(waiting)
                await run(waiting.job)


async def connected(gateway: Gateway, scopes: AbstractSet[str] = SCOPES) -> Synced:
    """Connect an account of the member who is a creator, and begin its first sync."""
    owner = gateway.member(Role.CREATOR)
    account = await connected_account(gateway.units, gateway.clock, gateway.profiles, MARA, owner, scopes=scopes)
    async with gateway.units() as uow:
        await gateway.begin_sync(uow, account, SyncTrigger.CONNECT)
        await uow.commit()
    return Synced(gateway, global_id("TikTokAccount", account.id))


async def test_a_synced_account_shows_its_videos_its_history_and_its_syncs(gateway: Gateway) -> None:
    synced = await connected(gateway)
    await synced.work()
    gateway.clock.advance(timedelta(hours=1))
    synced.videos.count(MARA, "1", Counts(290, 31, 3, 1))
    gateway.profiles.change(MARA, followers=200_000)
    asked = (await gateway.data(SYNC, {"id": synced.account}, by=Role.CREATOR))["syncTiktokAccount"]
    assert (asked["run"]["trigger"], asked["run"]["state"], asked["errors"]) == ("MANUAL", "QUEUED", [])
    await synced.work()
    shown = (await gateway.data(SHOW, {"id": synced.account, "order": "NEWEST"}, by=Role.CREATOR))["tiktokAccount"]
    assert shown["videoListAbsence"] is None
    listed = shown["videoList"]
    assert (listed["totalCount"], listed["pageInfo"]["hasNextPage"]) == (3, True)
    first, second = listed["nodes"]
    assert first == {
        "videoId": "1",
        "title": "video 1",
        "state": "VISIBLE",
        "firstMissingAt": None,
        "cover": {"url": "https://cdn.test/1?at=1600", "absence": None},
        "fell": True,
        "views": {"value": "290", "absence": None},
        "shares": {"value": "1", "absence": None},
        "engagementRate": {"value": 35 / 290, "formula": "engagement-by-views/1", "absence": None},
        "history": [
            {"views": {"value": "300"}, "fell": False, "capturedAt": AT_NINE},
            {"views": {"value": "290"}, "fell": True, "capturedAt": "2026-11-20T10:00:00Z"},
        ],
    }
    assert second["views"] == {"value": None, "absence": "NOT_SUPPORTED"}
    assert second["engagementRate"]["absence"] == "NOT_SUPPORTED"
    assert shown["history"] == [
        {"followers": {"value": "184233"}, "videos": {"value": "391"}, "fell": False, "capturedAt": AT_NINE},
        {"followers": {"value": "200000"}, "videos": {"value": "391"}, "fell": False, "capturedAt": AT_TEN},
    ]  # fmt: skip
    assert shown["syncRuns"]["totalCount"] == 2
    assert shown["syncRuns"]["nodes"][0] == {
        "trigger": "MANUAL",
        "state": "DONE",
        "isWhole": False,
        "calls": 2,
        "videosSeen": 3,
        "videosNew": 0,
        "videosChanged": 1,
        "durationSeconds": 0.0,
    }
    assert shown["lastSync"] == {"state": "DONE", "errorCode": None}
    assert shown["nextSync"] == "2026-11-21T03:30:00Z"


async def test_videos_are_sorted_by_their_counts_with_unknown_ones_last(gateway: Gateway) -> None:
    synced = await connected(gateway)
    await synced.work()
    listed = "query ($id: ID!) { tiktokAccount(id: $id) { videoList(orderBy: VIEWS) { nodes { videoId } } } }"
    shown = await gateway.data(listed, {"id": synced.account})
    assert [one["videoId"] for one in shown["tiktokAccount"]["videoList"]["nodes"]] == ["1", "3", "2"]


async def test_a_dead_cover_is_never_given(gateway: Gateway) -> None:
    synced = await connected(gateway)
    await synced.work()
    gateway.clock.advance(timedelta(hours=6))
    shown = await gateway.data(SHOW, {"id": synced.account, "order": "NEWEST"})
    covers = [one["cover"] for one in shown["tiktokAccount"]["videoList"]["nodes"]]
    assert covers == [{"url": None, "absence": "GONE"}] * 2


async def test_without_the_scope_there_is_no_list_and_the_reason_is_told(gateway: Gateway) -> None:
    synced = await connected(gateway, {"user.info.basic", "user.info.profile", "user.info.stats"})
    await synced.work()
    shown = (await gateway.data(SHOW, {"id": synced.account, "order": "NEWEST"}))["tiktokAccount"]
    assert (shown["videoList"], shown["videoListAbsence"]) == (None, "NOT_PERMITTED")
    assert shown["lastSync"]["state"] == "DONE"


async def test_a_sync_by_hand_too_soon_is_refused_with_the_time_to_come_back(gateway: Gateway) -> None:
    synced = await connected(gateway)
    await synced.work()
    await gateway.data(SYNC, {"id": synced.account})
    refused = (await gateway.data(SYNC, {"id": synced.account}))["syncTiktokAccount"]
    assert refused == {
        "run": None,
        "errors": [{"code": "SYNC_TOO_SOON", "fixableBy": "NOBODY", "retryAt": "2026-11-20T09:05:00Z"}],
    }


async def test_videos_and_syncs_of_other_creators_are_not_there(gateway: Gateway) -> None:
    synced = await connected(gateway)
    await synced.work()
    run_id = (await gateway.data(SYNC, {"id": synced.account}))["syncTiktokAccount"]["run"]["id"]
    ids = [global_id("Video", f"{synced.local}.1"), run_id]
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }"
    assert (await gateway.data(document, {"ids": ids}, by=Role.VIEWER))["nodes"] == [
        {"__typename": "Video"},
        {"__typename": "SyncRun"},
    ]
    other = gateway.member(Role.CREATOR, name="creator-2")
    assert (await gateway.data(document, {"ids": ids}, by=other))["nodes"] == [None, None]
    rival = gateway.member(Role.OWNER, "rival")
    assert (await gateway.data(document, {"ids": ids}, by=rival))["nodes"] == [None, None]


async def follow(gateway: Gateway, account: str, after: str | None, by: Member) -> AsyncGenerator[Any, None]:
    results: Any = await schema.subscribe(
        FOLLOW, variable_values={"id": account, "after": after}, context_value=gateway.context(by)
    )
    async with aclosing(results):
        async for result in results:
            yield result


async def told(results: AsyncGenerator[Any, None]) -> dict[str, Any]:
    result = await asyncio.wait_for(anext(results), 30)
    assert result.errors is None, result.errors
    message: dict[str, Any] = result.data["syncProgress"]
    return message


async def test_a_follower_hears_where_a_sync_stands_and_then_each_step_and_resumes(gateway: Gateway) -> None:
    synced = await connected(gateway)
    stream, owner = account_sync(synced.local), gateway.member(Role.CREATOR)
    results = follow(gateway, synced.account, None, owner)
    assert await told(results) == {
        "__typename": "SyncProgress",
        "cursor": cursor(stream, 1),
        "accountId": synced.account,
        "run": {"state": "QUEUED", "step": "PROFILE", "videosSeen": 0},
    }
    await synced.work()
    steps = [await told(results) for _ in range(3)]
    assert [(one["run"]["state"], one["run"]["step"], one["run"]["videosSeen"]) for one in steps] == [
        ("RUNNING", "PROFILE", 0), ("RUNNING", "WALK", 0), ("DONE", "WALK", 3),
    ]  # fmt: skip
    await results.aclose()
    again = follow(gateway, synced.account, steps[0]["cursor"], owner)
    assert [await told(again), await told(again)] == steps[1:]
    await again.aclose()
    gateway.units.storage.trim(stream, keep_newest=1, older_than=gateway.clock.now() + timedelta(days=1))
    late = follow(gateway, synced.account, cursor(stream, 1), owner)
    assert await told(late) == {"__typename": "Lagged", "cursor": cursor(stream, 4), "oldestCursor": cursor(stream, 3)}
    await late.aclose()


async def test_a_follower_of_somebody_elses_account_is_refused(gateway: Gateway) -> None:
    synced = await connected(gateway)
    for member, code in (
        (gateway.member(Role.CREATOR, name="creator-2"), "NOT_FOUND"),
        (gateway.member(Role.OWNER, "rival"), "NOT_FOUND"),
    ):
        result = await anext(follow(gateway, synced.account, None, member))
        assert isinstance(result, PreExecutionError)
        assert [(error.extensions or {})["code"] for error in result.errors or ()] == [code]
