"""Link requests and Spark Ads against TikTok's documented payloads."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from creatorport.adapters.tiktok.business.spark_ads import HttpSparkAds
from creatorport.adapters.tiktok.business.video_links import HttpVideoLinks
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.spark_ads import SparkAtTikTok, SparkStatus
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.video_links import LinkAtTikTok, LinkStatus
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkCode
from tests.integration.tiktok.scrubbing import SCRUBBED

Cassette = Callable[[str], AbstractContextManager[Any]]

ACCESS = Access("7400000000000000001", Secret("a-token"))
CAMPAIGN, VIDEO = "7500000000000000001", "7493990579714164574"
AT = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)


async def test_a_creator_is_asked_to_link_a_video(transport: Transport, cassette: Cassette) -> None:
    with cassette("link_request"):
        asked = await HttpVideoLinks(transport).request(ACCESS, CAMPAIGN, VIDEO)
    assert asked == LinkAtTikTok(VIDEO, LinkStatus.IN_REVIEW, "IN_REVIEW", 1, AT)


async def test_requests_are_listed_by_whichever_count_of_pages_there_is(
    transport: Transport, cassette: Cassette
) -> None:
    with cassette("link_status"):
        listed = await HttpVideoLinks(transport).of_campaign(ACCESS, CAMPAIGN)
    assert listed == [LinkAtTikTok(VIDEO, LinkStatus.APPROVE, "APPROVE", 1, AT, "7600000000000000001")]


async def test_more_days_are_asked_for(transport: Transport, cassette: Cassette) -> None:
    with cassette("spark_apply") as played:
        await HttpSparkAds(transport).apply(ACCESS, VIDEO, 30, extend=True)
    assert played.play_count == 1


async def test_an_authorization_is_read_with_its_code(transport: Transport, cassette: Cassette) -> None:
    with cassette("spark_status"):
        shown = await HttpSparkAds(transport).status(ACCESS, VIDEO)
    end = datetime(2026, 12, 20, 18, 5, tzinfo=UTC)
    code = SparkCode(Secret(SCRUBBED), "NOT_USED", AT, end)
    assert shown == SparkAtTikTok(SparkStatus.ACCEPTED, "ACCEPTED", AT, 30, code)
