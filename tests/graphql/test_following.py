import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta
from typing import Any

from strawberry.types.execution import PreExecutionError

from creatorport.application.cursors import cursor
from creatorport.application.streams import campaign_performance
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.schema import schema
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds

FOLLOW = """
subscription ($id: ID!, $after: String) {
  campaignPerformance(campaignId: $id, after: $after) {
    __typename
    ... on CampaignPerformanceUpdate {
      cursor campaignId
      totals { posts views { value absence } }
      changed { creatorId totals { posts views { value } } }
    }
    ... on Lagged { cursor oldestCursor message }
  }
}
"""
STREAM = campaign_performance(CampaignId("glow"))


async def follow(
    gateway: Gateway, campaign: str, after: str | None = None, by: Member | None = None
) -> AsyncGenerator[Any, None]:
    results: Any = await schema.subscribe(
        FOLLOW,
        variable_values={"id": campaign, "after": after},
        context_value=gateway.context(by or gateway.member(Role.VIEWER)),
    )
    async with aclosing(results):
        async for result in results:
            yield result


async def told(results: AsyncGenerator[Any, None]) -> dict[str, Any]:
    result = await asyncio.wait_for(anext(results), 30)
    assert result.errors is None, result.errors
    message: dict[str, Any] = result.data["campaignPerformance"]
    return message


async def measured(gateway: Gateway, *views: int) -> str:
    """Make a campaign with one post, and capture these views one after the other."""
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    await seeds.creator()
    await seeds.post(video_id="7", counts=None)
    for count in views:
        await captured(gateway, count)
    return campaign


async def captured(gateway: Gateway, views: int) -> None:
    gateway.clock.advance(timedelta(minutes=1))
    await Seeds(gateway).capture("glow", "7", Counts(views, 0, 0, 0))


async def test_a_follower_hears_the_present_state_and_then_every_change(gateway: Gateway) -> None:
    campaign = await measured(gateway, 10)
    results = follow(gateway, campaign)
    assert await told(results) == {
        "__typename": "CampaignPerformanceUpdate",
        "cursor": cursor(STREAM, 1),
        "campaignId": campaign,
        "totals": {"posts": 1, "views": {"value": "10", "absence": None}},
        "changed": [{"creatorId": global_id("Creator", "ana"), "totals": {"posts": 1, "views": {"value": "10"}}}],
    }
    await captured(gateway, 25)
    second = await told(results)
    assert (second["cursor"], second["totals"]["views"]["value"]) == (cursor(STREAM, 2), "25")
    await results.aclose()


async def test_before_the_first_number_the_state_is_empty_and_has_a_cursor(gateway: Gateway) -> None:
    campaign = await measured(gateway)
    results = follow(gateway, campaign)
    first = await told(results)
    assert first["totals"] == {"posts": 0, "views": {"value": None, "absence": "NOT_YET"}}
    assert first["changed"] == []
    await results.aclose()
    await captured(gateway, 5)
    again = follow(gateway, campaign, first["cursor"])
    assert (await told(again))["cursor"] == cursor(STREAM, 1)
    await again.aclose()


async def test_following_goes_on_behind_a_cursor_without_gap_or_repeat(gateway: Gateway) -> None:
    campaign = await measured(gateway, 1, 2, 3)
    results = follow(gateway, campaign, cursor(STREAM, 1))
    seen = [(await told(results))["totals"]["views"]["value"] for _ in range(2)]
    await captured(gateway, 4)
    seen.append((await told(results))["totals"]["views"]["value"])
    assert seen == ["2", "3", "4"]
    await results.aclose()


async def test_a_cursor_too_old_is_told_and_following_goes_on(gateway: Gateway) -> None:
    campaign = await measured(gateway, 1, 2, 3, 4)
    gateway.units.storage.trim(STREAM, keep_newest=2, older_than=gateway.clock.now())
    results = follow(gateway, campaign, cursor(STREAM, 1))
    lagged = await told(results)
    assert lagged == {
        "__typename": "Lagged",
        "cursor": cursor(STREAM, 4),
        "oldestCursor": cursor(STREAM, 2),
        "message": "The log does not have what lies behind this cursor: it is no longer kept, or was never written. "
        "Load the campaign, then follow on.",
    }
    await captured(gateway, 5)
    assert (await told(results))["totals"]["views"]["value"] == "5"
    await results.aclose()
    kept = follow(gateway, campaign, lagged["oldestCursor"])
    assert [(await told(kept))["totals"]["views"]["value"] for _ in range(3)] == ["3", "4", "5"]
    await kept.aclose()


async def test_who_stops_listening_leaves_no_source_open(gateway: Gateway) -> None:
    campaign = await measured(gateway, 1)
    ended: list[str] = []
    whole = gateway.feed.follow

    async def watched(stream: str, after: int) -> AsyncGenerator[Any, None]:
        try:
            async for entry in whole(stream, after):
                yield entry
        finally:
            ended.append(stream)

    gateway.feed.follow = watched  # type: ignore[method-assign]  # the real feed, seen from outside
    results = follow(gateway, campaign, cursor(STREAM, 0))
    await told(results)
    assert ended == []
    await results.aclose()
    assert ended == [STREAM]


async def refused(gateway: Gateway, campaign: str, after: str | None = None, by: Member | None = None) -> object:
    result = await anext(follow(gateway, campaign, after, by))
    assert isinstance(result, PreExecutionError)
    return [error.extensions for error in result.errors or ()]


async def test_a_refusal_comes_before_the_first_message(gateway: Gateway) -> None:
    campaign = await measured(gateway, 1)
    fixable = {"fixableBy": "CALLER", "retryAt": None}
    assert await refused(gateway, campaign, by=gateway.member(Role.VIEWER, "rival")) == [
        {"code": "NOT_FOUND", "field": "campaignId", **fixable}
    ]
    assert await refused(gateway, campaign, cursor("another", 1)) == [
        {"code": "INVALID_VALUE", "field": "after", **fixable}
    ]
    assert await refused(gateway, global_id("Creator", "glow")) == [
        {"code": "INVALID_VALUE", "field": "campaignId", **fixable}
    ]
    assert await refused(gateway, campaign, by=gateway.member(Role.CREATOR)) == [
        {"code": "NOT_ALLOWED", "field": None, "fixableBy": "MEMBER", "retryAt": None}
    ]
