import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from creatorport.adapters.tiktok.business import marketplace
from creatorport.adapters.tiktok.business.campaigns import HttpCampaigns
from creatorport.adapters.tiktok.business.creator_search import HttpCreatorSearch
from creatorport.adapters.tiktok.business.creator_status import HttpCreatorStatus
from creatorport.adapters.tiktok.business.personal_invitations import HttpPersonalInvitations
from creatorport.adapters.tiktok.business.reports import HttpReports
from creatorport.adapters.tiktok.business.webhook_subscriptions import HttpMarketplaceWebhooks
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.tiktok_one import (
    Access,
    AnswerStatus,
    CreatorOrder,
    CreatorQuery,
    NewCampaign,
    NewPersonalInvitation,
)
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from tests.unit.adapters.tiktok.stage import Stage, business

ACCESS = Access("7400000000000000001", Secret("brand-token"))


def query_of(request: httpx.Request) -> dict[str, str]:
    return dict(request.url.params.multi_items())


def campaign(number: int, name: str, **more: Any) -> dict[str, Any]:
    return {
        "campaign_id": str(number),
        "campaign_name": name,
        "invite_link": f"https://www.tiktok.com/t/{number}/",
        **more,
    }


def page(key: str, rows: list[dict[str, Any]], **paging: int) -> httpx.Response:
    return business(data={key: rows, "page_info": paging})


async def test_lists_travel_as_json_in_the_query_and_absent_wishes_not_at_all() -> None:
    stage = Stage([page("creators", [], total_number=0, total_page=0)])
    query = CreatorQuery(
        ("US", "CA"),
        keyword="glow",
        languages=("en",),
        content_label_ids=("11002002",),
        min_followers=10_000,
        max_engagement_rate=0.25,
        state_provinces=("Texas",),
        min_price=Decimal("99.50"),
        min_average_views=5,
        follower_country="GB",
        order=CreatorOrder.FOLLOWERS,
        ascending=True,
    )
    await HttpCreatorSearch(stage.transport()).discover(ACCESS, query, page=2, size=50)
    [request] = stage.asked
    assert request.url.path == "/open_api/v1.3/tto/tcm/creator/discover/"
    assert request.headers["access-token"] == "brand-token"
    assert query_of(request) == {
        "tto_tcm_account_id": "7400000000000000001",
        "country_codes": '["US", "CA"]',
        "languages": '["en"]',
        "content_label_ids": '["11002002"]',
        "keyword_search": "glow",
        "min_followers": "10000",
        "max_engagement_rate": "0.25",
        "min_avg_views": "5",
        "state_provinces": '["Texas"]',
        "min_creator_price": "99.50",
        "creator_price_currency": "USD",
        "follower_country_code": "GB",
        "sort_field": "FOLLOWERS",
        "sort_order": "ASC",
        "page": "2",
        "page_size": "50",
    }


async def test_a_creator_without_counters_keeps_gaps_and_not_zeros() -> None:
    stage = Stage([page("creators", [{"handle_name": "Ana", "followers_count": None}], total_number=1, total_page=1)])
    found = await HttpCreatorSearch(stage.transport()).discover(ACCESS, CreatorQuery(("US",)), page=1, size=1)
    [ana] = found.creators
    assert (ana.display_name, ana.avatar, ana.reach.followers, ana.reach.videos) == ("Ana", None, None, None)


def standings(*rows: tuple[str, str]) -> httpx.Response:
    return business(data={"onboarding_status": [{"handle_name": name, "status": word} for name, word in rows]})


async def test_standings_are_asked_twenty_at_a_time_each_handle_once() -> None:
    handles = [Handle.of(f"creator{number}") for number in range(21)]
    stage = Stage([standings(*((one.text, "IN") for one in handles[:20])), standings(("creator20", "NOT_IN"))])
    told = await HttpCreatorStatus(stage.transport()).of(ACCESS, [*handles, Handle.of("@Creator3")])
    assert told == {**dict.fromkeys(handles[:20], Standing.IN), handles[20]: Standing.NOT_IN}
    assert [json.loads(query_of(request)["handle_names"]) for request in stage.asked] == [
        [one.text for one in handles[:20]],
        ["creator20"],
    ]


async def test_a_word_that_we_do_not_know_is_another_standing_and_a_handle_that_is_not_named_has_none() -> None:
    stage = Stage([standings(("ANA", "PAUSED"), ("nobody.asked", "IN"))])
    told = await HttpCreatorStatus(stage.transport()).of(ACCESS, [Handle.of("ana"), Handle.of("bo")])
    assert told == {Handle.of("ana"): Standing.OTHER}


async def test_a_campaign_is_created_by_the_documented_body() -> None:
    stage = Stage([business(data=campaign(75, "N ref-1", handle_names=[]))])
    new = NewCampaign("N ref-1", "Lumen", "", (Handle.of("@Ana"),), notify=True)
    made = await HttpCampaigns(stage.transport()).create(ACCESS, new)
    assert json.loads(stage.asked[0].content) == {
        "tto_tcm_account_id": "7400000000000000001",
        "campaign_type": "CAMPAIGN",
        "brand_name": "Lumen",
        "campaign_name": "N ref-1",
        "handle_names": ["Ana"],
        "send_notification": True,
    }
    assert (made.handles, made.failed_handles, made.at_tiktok.country_codes) == (frozenset(), frozenset(), ())


async def test_creators_are_added_by_update() -> None:
    stage = Stage([business(data=campaign(75, "N", handle_names=["ana"], failed_handle_names=["Bo"]))])
    changed = await HttpCampaigns(stage.transport()).add_creators(
        ACCESS, "75", [Handle.of("ana"), Handle.of("bo")], notify=False
    )
    [request] = stage.asked
    assert request.url.path == "/open_api/v1.3/tto/tcm/campaign/update/"
    assert json.loads(request.content) == {
        "tto_tcm_account_id": "7400000000000000001",
        "campaign_id": "75",
        "campaign_type": "CAMPAIGN",
        "handle_names": ["ana", "bo"],
        "send_notification": False,
    }
    assert changed.failed_handles == {Handle.of("bo")}


async def test_a_campaign_on_the_last_page_is_found_by_its_exact_name() -> None:
    pages = [
        page("campaigns", [campaign(n, f"N ref-{n}") for n in range(5)], total_number=11, total_page=3),
        page("campaigns", [], total_number=11, total_page=3),
        page("campaigns", [campaign(10, "N ref-10"), campaign(11, "N ref-1")], total_number=11, total_page=3),
    ]
    stage = Stage(pages)
    found = await HttpCampaigns(stage.transport()).find_by_name(ACCESS, "N ref-10")
    assert found is not None
    assert found.at_tiktok.campaign_id == "10"
    assert [query_of(request)["page"] for request in stage.asked] == ["1", "2", "3"]
    assert {query_of(request)["page_size"] for request in stage.asked} == {"5"}


async def test_a_name_that_no_page_has_is_none() -> None:
    stage = Stage([page("campaigns", [campaign(1, "N ref-1")], total_number=1, total_page=1)])
    assert await HttpCampaigns(stage.transport()).find_by_name(ACCESS, "N ref") is None


async def test_a_walk_that_never_ends_does_not_claim_that_nothing_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marketplace, "MOST_PAGES", 3)
    stage = Stage([page("campaigns", [], total_number=10**6, total_page=10**6)])
    with pytest.raises(TikTokAnswerLost):
        await HttpCampaigns(stage.transport()).find_by_name(ACCESS, "N")


async def test_a_page_lost_in_the_middle_does_not_claim_that_nothing_is_there() -> None:
    stage = Stage([page("campaigns", [], total_page=2), httpx.Response(502)])
    with pytest.raises(TikTokAnswerLost):
        await HttpCampaigns(stage.transport()).find_by_name(ACCESS, "N")


async def test_a_campaign_that_is_not_listed_is_refused() -> None:
    stage = Stage([page("campaigns", [], total_number=0, total_page=0)])
    with pytest.raises(TikTokRefused) as refused:
        await HttpCampaigns(stage.transport()).read(ACCESS, "75")
    assert refused.value.tiktok_code == "40007"
    assert query_of(stage.asked[0])["campaign_ids"] == '["75"]'


def video(number: int | str, **counts: int | None) -> dict[str, Any]:
    return {
        "video_info": {"video_id": number, "create_time": "2026-11-20 19:00:00", "embed_url": None},
        "creator_info": {"handle_name": "Ana", "display_name": "Ana"},
        **counts,
    }


async def test_a_report_walks_every_page_of_every_country_and_gives_each_video_once() -> None:
    stage = Stage(
        [
            page("videos", [video(7678907398077074696, video_views=10, likes=1)], total_page=2, total_number=2),
            page("videos", [video("8", video_views=None, likes=None, comments=2)], total_page=2, total_number=2),
            page("videos", [video("8", video_views=5), video("9")], total_page=1, total_number=2),
        ]
    )
    at = AtTikTok("75", "https://www.tiktok.com/t/75/", ("US", "CA"))
    videos = await HttpReports(stage.transport()).read(ACCESS, at)
    assert [(one.video_id, one.counts) for one in videos] == [
        ("7678907398077074696", Counts(views=10, likes=1)),
        ("8", Counts(views=5, comments=2)),
        ("9", Counts()),
    ]
    assert videos[0].url == "https://www.tiktok.com/@Ana/video/7678907398077074696"
    assert videos[0].published_at == datetime(2026, 11, 20, 19, tzinfo=UTC)
    asked = [(request.headers["country-code"], query_of(request)["page"]) for request in stage.asked]
    assert asked == [("US", "1"), ("US", "2"), ("CA", "1")]


async def test_the_countries_of_a_fresh_campaign_are_looked_up() -> None:
    stage = Stage(
        [
            page("campaigns", [campaign(75, "N", country_codes=["DE"])], total_page=1),
            page("videos", [video("8", video_views=2**53 + 1)], total_page=1),
        ]
    )
    videos = await HttpReports(stage.transport()).read(ACCESS, AtTikTok("75", "https://www.tiktok.com/t/75/", ()))
    assert [one.counts.views for one in videos] == [9_007_199_254_740_993]
    assert stage.asked[1].headers["country-code"] == "DE"


async def test_a_personal_invitation_carries_message_and_reference() -> None:
    answer = {"invitation_id": 77, "handle_name": "Ana", "status": "SENT"}
    stage = Stage([business(data=answer)])
    new = NewPersonalInvitation("75", Handle.of("ana"), "Hi Ana", "inv-1")
    sent = await HttpPersonalInvitations(stage.transport()).send(ACCESS, new)
    assert (sent.tiktok_id, sent.status) == ("77", AnswerStatus.SENT)
    assert json.loads(stage.asked[0].content) == {
        "tto_tcm_account_id": "7400000000000000001",
        "campaign_id": "75",
        "handle_name": "ana",
        "message": "Hi Ana",
        "payment": {"type": "PRODUCT"},
        "external_id": "inv-1",
    }


async def test_a_status_that_we_do_not_know_is_kept_as_other() -> None:
    row = {"invitation_id": "77", "handle_name": "Ana", "status": "SNOOZED", "response_message": ""}
    stage = Stage([page("invitations", [row], total_page=1)])
    [shown] = await HttpPersonalInvitations(stage.transport()).of_campaign(ACCESS, "75")
    assert (shown.status, shown.raw_status, shown.answer) == (AnswerStatus.OTHER, "SNOOZED", None)


@pytest.mark.parametrize(
    "origin",
    [
        "https://business-api.tiktok.com",
        "https://TikTok.COM.",
        "https://sandbox-ads.tiktok.com:443/x",
        "https://open.tiktokapis.com",
        "business-api.tiktok.com",
        "",
    ],
)
def test_the_assumed_contract_is_never_spoken_to_tiktok(origin: str) -> None:
    transport = Stage([], business_origin=origin).transport()
    with pytest.raises(ValueError, match="assumed"):
        HttpPersonalInvitations(transport)


def subscription(number: int, **more: Any) -> dict[str, Any]:
    detail = {"tto_tcm_account_id": ACCESS.tto_account_id, "access_token": "brand-token", **more.pop("detail", {})}
    return {"subscription_id": number, "callback_url": "https://gw.test/hook", "subscription_detail": detail, **more}


def webhooks(stage: Stage, *, assumed: bool = False) -> HttpMarketplaceWebhooks:
    return HttpMarketplaceWebhooks(stage.transport(), app_id="app-1", app_secret=Secret("s3cr3t"), assumed=assumed)


async def test_a_subscription_that_is_there_is_left_alone() -> None:
    stage = Stage([page("subscriptions", [subscription(1)], total_page=1)])
    assert await webhooks(stage).subscribe(ACCESS, "https://gw.test/hook") == 0
    assert [request.method for request in stage.asked] == ["GET"]
    assert query_of(stage.asked[0]) == {
        "app_id": "app-1",
        "secret": "s3cr3t",
        "subscribe_entity": "TCM_VIDEOS",
        "page": "1",
        "page_size": "1000",
    }


async def test_subscriptions_of_other_accounts_and_addresses_do_not_count() -> None:
    others = [
        subscription(1, callback_url="https://other.test/hook"),
        subscription(2, detail={"tto_tcm_account_id": "7400000000000000009"}),
    ]
    stage = Stage([page("subscriptions", others, total_page=1), business(data={"subscription_id": 3})])
    assert await webhooks(stage).subscribe(ACCESS, "https://gw.test/hook") == 1
    assert json.loads(stage.asked[1].content) == {
        "app_id": "app-1",
        "secret": "s3cr3t",
        "subscribe_entity": "TCM_VIDEOS",
        "callback_url": "https://gw.test/hook",
        "subscription_detail": {"access_token": "brand-token", "tto_tcm_account_id": "7400000000000000001"},
    }


async def test_a_subscription_with_an_old_token_is_replaced_the_new_one_first() -> None:
    old = subscription(6934682745658409001, detail={"access_token": "dead-token"})
    stage = Stage([page("subscriptions", [old], total_page=1), business(data={"subscription_id": "2"}), business()])
    assert await webhooks(stage).subscribe(ACCESS, "https://gw.test/hook") == 1
    assert [request.url.path.split("/")[-2] for request in stage.asked] == ["get", "subscribe", "unsubscribe"]
    assert json.loads(stage.asked[2].content)["subscription_id"] == "6934682745658409001"


async def test_answers_to_invitations_are_subscribed_where_the_assumed_contract_holds() -> None:
    none = page("subscriptions", [], total_page=0)
    made = [business(data={"subscription_id": str(number)}) for number in range(3)]
    stage = Stage([none, made[0], none, made[1], none, made[2]])
    assert await webhooks(stage, assumed=True).subscribe(ACCESS, "https://gw.test/hook") == 3
    assert [json.loads(stage.asked[number].content)["subscribe_entity"] for number in (1, 3, 5)] == [
        "TCM_VIDEOS",
        "TCM_INVITATIONS",
        "TCM_PERFORMANCE",
    ]
