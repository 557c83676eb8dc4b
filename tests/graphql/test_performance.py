from datetime import timedelta

import pytest

from creatorport.domain.counts import Counts
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import WATCHED, Seeds

TOTALS = """
query ($id: ID!) {
  campaign(id: $id) {
    performance {
      posts measured oldestCapture
      views { value absence source capturedAt freshUntil }
      shares { value absence }
      engagementRate { value formula absence }
    }
  }
}
"""
HISTORY = """
query ($id: ID!, $newest: Int! = 30) {
  node(id: $id) {
    ... on Post {
      videoId url state publishedAt linkedAt
      creator { handle } campaign { name }
      latest { views { value source } capturedAt fell engagementRate { value absence } }
      history(newest: $newest) { views { value } capturedAt fell }
    }
  }
}
"""

UNTOLD = {"value": None, "absence": "NOT_SUPPORTED"}


async def totals(gateway: Gateway, campaign: str) -> dict[str, object]:
    shown: dict[str, object] = (await gateway.data(TOTALS, {"id": campaign}))["campaign"]["performance"]
    return shown


async def test_totals_are_sums_and_the_rate_is_made_from_them(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    await seeds.post(counts=WATCHED)
    gateway.clock.advance(timedelta(minutes=5))
    await seeds.post(counts=Counts(3_000_000_000, 0, 0, None), video_id="2")
    await seeds.post(counts=None, video_id="3")
    assert await totals(gateway, campaign) == {
        "posts": 3,
        "measured": 2,
        "oldestCapture": "2026-11-20T09:00:00Z",
        "views": {
            "value": "3000061230",
            "absence": None,
            "source": "DERIVED",
            "capturedAt": "2026-11-20T09:00:00Z",
            "freshUntil": "2026-11-20T09:30:00Z",
        },
        "shares": {"value": "41", "absence": None},
        "engagementRate": {"value": 3249 / 3000061230, "formula": "engagement-by-views/1", "absence": None},
    }


@pytest.mark.parametrize(
    ("counts", "views", "rate"),
    [
        (None, {"value": None, "absence": "NOT_YET"}, {"value": None, "absence": "NOT_YET"}),
        (Counts(0, 0, 0, 0), {"value": "0", "absence": None}, {"value": None, "absence": "NO_VIEWS"}),
        (Counts(5, 0, 0, 0), {"value": "5", "absence": None}, {"value": 0.0, "absence": None}),
        (Counts(5, 1, None, 0), {"value": "5", "absence": None}, UNTOLD),
        (
            Counts(None, 1, 1, 1),
            {"value": None, "absence": "NOT_SUPPORTED"},
            {"value": None, "absence": "NOT_SUPPORTED"},
        ),
    ],
    ids=["unmeasured", "without views", "without engagement", "a counter missing", "views missing"],
)
async def test_a_missing_number_says_why(
    gateway: Gateway, counts: Counts | None, views: dict[str, object], rate: dict[str, object]
) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    await seeds.post(counts=counts)
    shown = (
        await gateway.data(
            "query ($id: ID!) { campaign(id: $id) { performance "
            "{ views { value absence } engagementRate { value absence } } } }",
            {"id": campaign},
        )
    )["campaign"]["performance"]
    assert shown == {"views": views, "engagementRate": rate}


async def test_a_creators_share_of_a_campaign_is_shown_with_the_invitation(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    for name in ("ana", "ben"):
        await seeds.creator(name)
        await seeds.invitation("glow", name)
    await seeds.post("glow", "ana")
    document = """
    query ($id: ID!) {
      campaign(id: $id) {
        invitations { nodes { handle performance { posts views { value absence capturedAt } } } }
      }
    }
    """
    shown = (await gateway.data(document, {"id": campaign}))["campaign"]["invitations"]["nodes"]
    assert shown == [
        {
            "handle": "ana",
            "performance": {
                "posts": 1,
                "views": {"value": "61230", "absence": None, "capturedAt": "2026-11-20T09:00:00Z"},
            },
        },
        {
            "handle": "ben",
            "performance": {"posts": 0, "views": {"value": None, "absence": "NOT_YET", "capturedAt": None}},
        },
    ]


async def test_a_post_shows_its_newest_captures_oldest_first(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    await seeds.creator()
    post = await seeds.post(video_id="7", counts=Counts(100, 1, 1, 1))
    for views in (300, 200):
        gateway.clock.advance(timedelta(hours=1))
        await seeds.capture("glow", "7", Counts(views, 1, 1, 1))
    shown = (await gateway.data(HISTORY, {"id": post, "newest": 2}))["node"]
    assert shown == {
        "videoId": "7",
        "url": "https://www.tiktok.com/@ana/video/7",
        "state": "PUBLISHED",
        "publishedAt": None,
        "linkedAt": "2026-11-20T09:00:00Z",
        "creator": {"handle": "ana"},
        "campaign": {"name": "Campaign glow"},
        "latest": {
            "views": {"value": "200", "source": "TIKTOK_ONE_REPORT"},
            "capturedAt": "2026-11-20T11:00:00Z",
            "fell": True,
            "engagementRate": {"value": 0.015, "absence": None},
        },
        "history": [
            {"views": {"value": "300"}, "capturedAt": "2026-11-20T10:00:00Z", "fell": False},
            {"views": {"value": "200"}, "capturedAt": "2026-11-20T11:00:00Z", "fell": True},
        ],
    }


@pytest.mark.parametrize("newest", [0, 201])
async def test_a_history_is_bounded(gateway: Gateway, newest: int) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    await seeds.creator()
    result = await gateway.run(HISTORY, {"id": await seeds.post(), "newest": newest})
    assert codes(result) == ["INVALID_VALUE"]
    assert "performance.histories" not in gateway.calls


async def test_a_campaign_tells_why_it_could_not_be_captured_last(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    query = """query ($id: ID!) { campaign(id: $id) { captureFailure {
        code message fixableBy since at retryAt tiktokCode logId } } }"""
    assert await gateway.data(query, {"id": campaign}) == {"campaign": {"captureFailure": None}}
    await seeds.failed_capture()
    assert (await gateway.data(query, {"id": campaign}))["campaign"]["captureFailure"] == {
        "code": "TIKTOK_REFUSED",
        "message": "No permission.",
        "fixableBy": "MEMBER",
        "since": "2026-11-20T09:00:00Z",
        "at": "2026-11-20T09:00:00Z",
        "retryAt": "2026-11-20T09:01:00Z",
        "tiktokCode": "40001",
        "logId": "2026112009",
    }
