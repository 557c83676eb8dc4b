"""What members' doings cost: calls to TikTok, exactly; statements to PostgreSQL, at most.

What a member waits for makes no call that can be made later, and takes the same number of statements for one as for a
hundred. What jobs do afterwards may take statements per creator.
"""

from datetime import timedelta
from math import ceil

import pytest

from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.domain.ids import CampaignId, CreatorId
from tests.integration.cost.house import House

A_CALL = 4
"""Statements that one call takes for its budget."""

STANDING, STANDINGS_AT_ONCE = "GET /creator/status/get/", 20


@pytest.mark.parametrize("first", [1, 20, 100])
async def test_a_page_of_discovery_is_one_call_and_sixteen_statements(house: House, first: int) -> None:
    await house.connect()
    with house.counted() as (statements, calls):
        ids, _ = await house.discover(first)
        assert calls.made == ["GET /creator/discover/"]
        assert len(statements) <= A_CALL + 12
    assert len(set(ids)) == first


async def test_the_next_page_of_discovery_is_no_call_and_five_statements(house: House) -> None:
    await house.connect()
    _, cursor = await house.discover(60)
    with house.counted() as (statements, calls):
        ids, _ = await house.discover(60, cursor)
        assert calls.made == []
        assert len(statements) <= 5
    assert len(set(ids)) == 60


@pytest.mark.parametrize("creators", [1, 20, 100])
async def test_launching_is_no_call_to_the_member_and_one_to_the_job(house: House, creators: int) -> None:
    ids = await found(house, creators)
    campaign = await house.draft()
    await house.invite(campaign, ids)
    with house.counted() as (statements, calls):
        await house.launch(campaign)
        assert len(calls) == 0
        assert len(statements) <= 14
    with house.counted() as (statements, calls):
        await house.drive()
        assert calls.made == ["POST /campaign/create/"]
        assert len(statements) <= 27


@pytest.mark.parametrize("creators", [1, 20, 100])
async def test_inviting_asks_for_twenty_at_once_whether_they_can_be_invited_and_is_one_call_to_the_job(
    house: House, creators: int
) -> None:
    ids = await found(house, creators + 1)
    campaign = await running(house, ids[:1])
    with house.counted() as (statements, calls):
        await house.invite(campaign, ids[1:])
        assert calls.made == [STANDING] * ceil(creators / STANDINGS_AT_ONCE)
        assert len(statements) <= 22 + A_CALL * len(calls)
    with house.counted() as (statements, calls):
        await house.drive()
        assert calls.made == ["POST /campaign/update/"]
        assert len(statements) <= 26


async def test_with_personal_messages_inviting_a_hundred_is_one_call_more_for_each(talkative_house: House) -> None:
    ids = await found(talkative_house, 101)
    campaign = await running(talkative_house, ids[:1])
    with talkative_house.counted() as (statements, calls):
        await talkative_house.invite(campaign, ids[1:])
        assert calls.made == [STANDING] * (100 // STANDINGS_AT_ONCE)
        assert len(statements) <= 22 + A_CALL * len(calls)
    with talkative_house.counted() as (statements, calls):
        await talkative_house.drive()
        assert calls.by_path == {"POST /campaign/update/": 1, "POST /invitation/send/": 100}
        assert len(statements) <= 40 + 25 * 100


async def test_a_capture_is_one_call_for_all_videos_and_the_same_statements_for_any_number_of_them(
    house: House,
) -> None:
    campaign = await running(house, await found(house, 100))
    await house.pass_time(timedelta(days=30))
    (job,) = await house.waiting(CaptureCampaign)
    await house.work(job)
    await house.pass_time(timedelta(days=1))
    with house.counted() as (statements, calls):
        await house.work(job)
        assert calls.made == ["GET /report/"]
        sent = len(statements)
    videos = await house.posts(campaign)
    assert videos > 20
    assert sent <= A_CALL + 18


async def found(house: House, creators: int) -> list[CreatorId]:
    """Connect the brand, and find that many creators."""
    await house.connect()
    ids, cursor = await house.discover(min(creators, 100))
    return ids if creators <= 100 else ids + (await house.discover(creators - 100, cursor))[0]


async def running(house: House, ids: list[CreatorId]) -> CampaignId:
    """A campaign that TikTok has, with these creators."""
    campaign = await house.draft()
    await house.invite(campaign, ids)
    await house.launch(campaign)
    assert await house.drive() >= 1
    return campaign
