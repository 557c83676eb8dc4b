"""The main job, from connecting the brand to live numbers, as a front-end and two people's browsers do it."""

import asyncio
from contextlib import aclosing
from typing import Any

import httpx
import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import (
    CREATOR,
    MESSAGE,
    OTHER_CREATOR,
    US,
    campaign_of,
    connect_account,
    connected_brand,
    counted,
    launched,
)
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]


@pytest.fixture
async def brand(stage: Stage) -> Caller:
    return await connected_brand(stage)


async def consent(stage: Stage, started: dict[str, Any], button: str, handle: str = "") -> httpx.Response:
    async with stage.browser() as browser:
        page = await browser.open(started["authorizeUrl"])
        assert page.heading == "Creator Port (desktop) wants to use your TikTok account"
        answer = await browser.press(page, button, typed={"handle": handle})
        stage.remember_secrets(*browser.codes)
    return answer


async def test_a_brand_connects_its_tiktok_one_account_on_the_portals_page(stage: Stage) -> None:
    brand = stage.caller(workspace="agency")
    world = stage.simulator.world()
    chosen = world["tto_accounts"][0]
    assert await brand.ask(documents.MARKETPLACE) == {"marketplace": None}
    started = await brand.change(documents.START_MARKETPLACE, expectedTtoAccountId=chosen["tto_tcm_account_id"])
    assert started["errors"] == []
    async with stage.browser() as browser:
        page = await browser.open(started["authorizeUrl"])
        assert page.heading == f"{world['apps']['business'][0]['name']} asks for access"
        answer = await browser.press(page, "Confirm", only={"account": [chosen["tto_tcm_account_id"]]})
        stage.remember_secrets(*browser.codes)
    assert answer.status_code == 200
    assert f"The TikTok One account {chosen['name']} is connected." in answer.text
    assert (await brand.ask(documents.MARKETPLACE))["marketplace"] == {
        "ttoAccountId": chosen["tto_tcm_account_id"],
        "name": chosen["name"],
        "state": "CONNECTED",
        "cause": None,
        "connectedBy": "brand",
    }
    given = [one for one in stage.simulator.ledger("consent_given") if "tto_tcm_account_ids" in one][-1]
    assert given["tto_tcm_account_ids"] == [chosen["tto_tcm_account_id"]]


async def test_a_wrong_account_and_a_cancelled_consent_change_nothing_and_the_right_one_connects(stage: Stage) -> None:
    creator = stage.caller(Role.CREATOR, member="ana")
    wanted: dict[str, Any] = {"expectedHandle": f"@{CREATOR}"}

    answer = await consent(stage, await creator.change(documents.START_ACCOUNT, **wanted), "Authorize", OTHER_CREATOR)
    assert answer.status_code == 400
    assert "WRONG_ACCOUNT" in answer.text
    assert f"@{OTHER_CREATOR} signed in, but @{CREATOR} was expected. Nothing was changed." in answer.text
    assert (await creator.ask(documents.ACCOUNTS))["tiktokAccounts"] == {"totalCount": 0, "nodes": []}

    answer = await consent(stage, await creator.change(documents.START_ACCOUNT, **wanted), "Cancel")
    assert answer.status_code == 200
    assert "Connection cancelled" in answer.text
    assert "CONSENT_DECLINED" in answer.text
    assert (await creator.ask(documents.ACCOUNTS))["tiktokAccounts"]["totalCount"] == 0

    always: dict[str, Any] = {**wanted, "alwaysAsk": True}
    answer = await consent(stage, await creator.change(documents.START_ACCOUNT, **always), "Authorize", CREATOR)
    assert answer.status_code == 200
    assert f"The TikTok account @{CREATOR} is connected." in answer.text
    [account] = (await creator.ask(documents.ACCOUNTS))["tiktokAccounts"]["nodes"]
    truth = stage.simulator.see(f"world/creators/{CREATOR}")
    assert (account["handle"], account["state"], account["ownerId"]) == (CREATOR, "CONNECTED", "ana")
    assert account["scopes"] == ["user.info.basic", "user.info.profile", "user.info.stats", "video.list"]
    assert abs(int(account["followers"]["value"]) - truth["counts"]["followers"]) <= 5
    assert account["accessExpiresAt"] is not None


async def test_pages_of_discovered_creators_follow_each_other_without_overlap(stage: Stage, brand: Caller) -> None:
    found = (await brand.ask(documents.DISCOVER, filter=US, first=25))["discoverCreators"]
    assert found["pageInfo"] | {"endCursor": ""} == {"hasNextPage": True, "hasPreviousPage": False, "endCursor": ""}
    behind = {"filter": US, "first": 25, "after": found["pageInfo"]["endCursor"]}
    following = (await brand.ask(documents.DISCOVER, **behind))["discoverCreators"]
    handles = [edge["node"]["handle"] for page in (found, following) for edge in page["edges"]]
    assert len(handles) == len(set(handles)) == 50
    assert found["totalCount"] == following["totalCount"] > 50
    assert following["pageInfo"]["hasPreviousPage"] is True
    everyone = stage.simulator.see("world/creators?limit=5000")["creators"]
    facts = {one["handle"]: one for one in everyone}
    assert all(facts[handle]["country"] == "US" for handle in handles)
    # A cursor of one search is no place in another.
    [refused] = await brand.refused(documents.DISCOVER, **{**behind, "filter": {"countries": ["GB"]}})
    assert (refused["extensions"]["code"], refused["extensions"]["field"]) == ("INVALID_VALUE", "after")


async def test_a_campaign_runs_from_its_creation_to_live_numbers(stage: Stage, brand: Caller) -> None:
    found = await brand.ask(documents.DISCOVER, filter={**US, "minEngagementRate": 0.03}, first=20)
    creators = [edge["node"] for edge in found["discoverCreators"]["edges"]]
    campaign_id = await launched(brand, creators[:12], name="Main job")
    rest = await brand.change(
        documents.INVITE,
        campaignId=campaign_id,
        creatorIds=[creator["id"] for creator in creators[12:]],
        message=MESSAGE,
    )
    assert (len(rest["invitations"]), rest["errors"]) == (8, [])
    seen_by_socket = asyncio.create_task(follow_by_socket(brand, campaign_id, posts=3))
    seen_by_stream = asyncio.create_task(follow_by_stream(brand, campaign_id, posts=3))
    for _ in range(60):
        if seen_by_socket.done() and seen_by_stream.done():
            break
        stage.simulator.advance(1200)
        await asyncio.sleep(0.3)  # time for captures between two leaps of the simulated time
    async with asyncio.timeout(60):
        socket, stream = await asyncio.gather(seen_by_socket, seen_by_stream)
    for messages in (socket, stream):
        assert messages[0]["totals"]["posts"] == 0
        assert [message["campaignId"] for message in messages] == [campaign_id] * len(messages)
        views = [int(message["totals"]["views"]["value"] or 0) for message in messages]
        assert views == sorted(views)
        assert all(message["changed"] for message in messages[1:])
    known = {message["cursor"]: message for message in socket}
    assert [known[message["cursor"]] for message in stream if message["cursor"] in known]
    assert all(known.get(message["cursor"], message) == message for message in stream)

    await agrees_with_the_ledger(stage, brand, campaign_id)


async def agrees_with_the_ledger(stage: Stage, brand: Caller, campaign_id: str) -> None:
    """Every count that the graph tells is what really happened at TikTok."""
    stage.simulator.do("market", autonomous=False)
    try:
        tiktok_id = (await campaign_of(brand, campaign_id))["tiktokCampaignId"]

        def entries(kind: str) -> list[dict[str, Any]]:
            return [one for one in stage.simulator.ledger(kind) if one.get("campaign_id") == tiktok_id]

        async def sent() -> bool:
            return len(entries("invitation_sent")) >= 20

        # The last batch may still be on its way.
        await eventually(sent, "everyone is invited", within=60)
        kinds = ("invitation_sent", "invitation_accepted", "invitation_rejected", "video_published")
        told = {kind: len(entries(kind)) for kind in kinds}
        assert told["invitation_sent"] == 20
        published = {entry["video_id"] for entry in entries("video_published")}

        async def agreed() -> dict[str, Any] | None:
            campaign = await campaign_of(brand, campaign_id)
            states = counted(campaign)
            right = (
                states.get("ACCEPTED", 0) == told["invitation_accepted"]
                and states.get("DECLINED", 0) == told["invitation_rejected"]
                and {post["videoId"] for post in campaign["posts"]["nodes"]} == published
                # What TikTok was told, we settle a moment later.
                and {one["delivery"] for one in campaign["invitations"]["nodes"]} == {"PERSONAL_MESSAGE"}
            )
            return campaign if right else None

        campaign = await eventually(agreed, f"the graph tells {told}")
        assert campaign is not None
        assert sum(counted(campaign).values()) == campaign["invitations"]["totalCount"] == 20
        assert campaign["performance"]["posts"] == campaign["posts"]["totalCount"] == len(published) >= 3
        answered = [one for one in campaign["invitations"]["nodes"] if one["state"] in ("ACCEPTED", "DECLINED")]
        assert all(one["answeredAt"] is not None for one in answered)
        await views_are_true(stage, brand, campaign_id)
    finally:
        stage.simulator.do("market", autonomous=True)


async def views_are_true(stage: Stage, brand: Caller, campaign_id: str) -> None:
    """The sum of views lies between what TikTok's world held before and after it was captured."""
    before = await true_views(stage, brand, campaign_id)

    async def caught_up() -> int | None:
        campaign = await campaign_of(brand, campaign_id)
        views = int(campaign["performance"]["views"]["value"])
        by_post = sum(int(post["latest"]["views"]["value"]) for post in campaign["posts"]["nodes"])
        by_creator = sum(int(one["performance"]["views"]["value"] or 0) for one in campaign["invitations"]["nodes"])
        # Captures go on meanwhile; no answer mixes two of them.
        assert views == by_post == by_creator
        return views if views >= before else None

    views = await eventually(caught_up, f"the graph tells {before} views")
    assert views is not None
    assert before <= views <= await true_views(stage, brand, campaign_id)


async def true_views(stage: Stage, brand: Caller, campaign_id: str) -> int:
    posts = (await campaign_of(brand, campaign_id))["posts"]["nodes"]
    views = 0
    for post in posts:
        videos = stage.simulator.see(f"world/creators/{post['creator']['handle']}")["videos"]
        views += next(video["views"] for video in videos if video["id"] == post["videoId"])
    return views


async def follow_by_socket(brand: Caller, campaign_id: str, *, posts: int) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    async with brand.socket() as socket, aclosing(socket.follow(documents.LIVE, id=campaign_id)) as updates:
        async for data in updates:
            messages.append(data["campaignPerformance"])
            if messages[-1]["totals"]["posts"] >= posts:
                break
    return messages


async def follow_by_stream(brand: Caller, campaign_id: str, *, posts: int) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    async with brand.stream(documents.LIVE, id=campaign_id) as updates:
        async for result in updates:
            messages.append(result["data"]["campaignPerformance"])
            if messages[-1]["totals"]["posts"] >= posts:
                break
    return messages


async def test_a_disconnected_account_is_revoked_at_tiktok(stage: Stage) -> None:
    creator = stage.caller(Role.CREATOR, member="tom")
    account_id = await connect_account(stage, creator, OTHER_CREATOR)
    payload = await creator.change(documents.DISCONNECT, accountId=account_id)
    assert payload == {"account": {"id": account_id, "state": "DISCONNECTED", "scopes": []}, "errors": []}

    async def revoked() -> list[dict[str, Any]]:
        removed = stage.simulator.ledger("authorization_removed")
        return [entry for entry in removed if entry["handle"] == OTHER_CREATOR]

    [entry] = await eventually(revoked, "TikTok knows of the revocation")
    assert entry["client_key"] == stage.gateway.environment["TIKTOK_CLIENT_KEY"]
    [account] = (await creator.ask(documents.ACCOUNTS))["tiktokAccounts"]["nodes"]
    assert (account["state"], account["accessExpiresAt"]) == ("DISCONNECTED", None)
