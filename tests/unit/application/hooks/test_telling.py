from dataclasses import fields
from typing import Any

import pytest

from creatorport.application.global_ids import global_id
from creatorport.application.hooks.telling import news_of, news_of_test, performance_news
from creatorport.application.streams import stream_of
from creatorport.domain import events
from creatorport.domain.counts import Counts
from creatorport.domain.events import Event, PostPerformanceChanged
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookEventType, HookObject
from creatorport.domain.ids import CampaignId, HookId, MemberId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.performance import CampaignPerformance
from creatorport.domain.secret import Secret
from tests.unit.domain.specimens import LUMEN, NOW, later, post

KINDS = [
    kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
]
LOGGED = [kind for kind in KINDS if kind is not PostPerformanceChanged]
VALUES: dict[str, Any] = {
    "str": "word",
    "int": 2**53 + 1,
    "bool": True,
    "str | None": "CODE",
    "tuple": ("name",),
    "datetime": later(1),
    "Counts": Counts(1, 2, 3, 4),
}
WITHIN = {"campaignId": global_id("Campaign", "campaign_id-1"), "creatorId": global_id("Creator", "creator_id-1")}
ABOUT_CAMPAIGN = HookObject("Campaign", WITHIN["campaignId"])


def made(kind: type[Event]) -> Event:
    """One of each: ids are `name-1`, everything else is told by its type."""
    return kind(**{one.name: NOW if one.name == "at" else _value(one.name, one.type) for one in fields(kind)})


def _value(name: str, kind: Any) -> Any:
    if name.endswith("_id"):
        return f"{name}-1"
    return VALUES[getattr(kind, "__name__", str(kind))]


def about(kind: str, local: str) -> HookObject:
    return HookObject(kind, global_id(kind, local))


TOLD = {
    "AccountMoved": ("account.moved", about("TikTokAccount", "account_id-1"), {"state": "WORD"}),
    "CampaignChanged": ("campaign.changed", ABOUT_CAMPAIGN, {"fields": ["name"]}),
    "CampaignMoved": ("campaign.moved", ABOUT_CAMPAIGN, {"state": "WORD"}),
    "DeliverableMoved": ("deliverable.moved", about("Deliverable", "deliverable_id-1"), {**WITHIN, "state": "WORD"}),
    "DeliverableReminded": (
        "deliverable.reminded",
        about("Deliverable", "deliverable_id-1"),
        {**WITHIN, "dueAt": "2026-11-20T09:01:00Z"},
    ),
    "GrantEnding": (
        "account.grant_ending",
        about("TikTokAccount", "account_id-1"),
        {"family": "WORD", "days": 2**53 + 1, "endsAt": "2026-11-20T09:01:00Z"},
    ),
    "InvitationMoved": ("invitation.moved", about("Invitation", "invitation_id-1"), {**WITHIN, "state": "WORD"}),
    "LinkRequestMoved": (
        "deliverable.link_moved",
        about("Deliverable", "deliverable_id-1"),
        {**WITHIN, "state": "WORD", "videoId": "video_id-1"},
    ),
    "MilestoneReached": (
        "campaign.milestone_reached",
        ABOUT_CAMPAIGN,
        {"metric": "WORD", "threshold": "9007199254740993", "value": "9007199254740993"},
    ),
    "NegotiationMoved": (
        "invitation.terms_moved",
        about("Invitation", "invitation_id-1"),
        {**WITHIN, "negotiation": "WORD", "terms": 2**53 + 1},
    ),
    "PostLinked": ("post.linked", about("Post", "post_id-1"), {**WITHIN, "videoId": "video_id-1"}),
    "PublicationMoved": (
        "publication.moved",
        about("Publication", "publication_id-1"),
        {"accountId": global_id("TikTokAccount", "account_id-1"), "state": "WORD", "trouble": "CODE"},
    ),
    "SparkEnding": (
        "post.spark_ending",
        about("Post", "post_id-1"),
        {**WITHIN, "days": 2**53 + 1, "endsAt": "2026-11-20T09:01:00Z"},
    ),
    "SparkMoved": ("post.spark_moved", about("Post", "post_id-1"), {**WITHIN, "state": "WORD"}),
}


@pytest.mark.parametrize("kind", LOGGED, ids=[kind.__name__ for kind in LOGGED])
def test_every_event_that_is_logged_is_told_with_ids_and_words_of_the_graph(kind: type[Event]) -> None:
    event = made(kind)
    assert stream_of(event) is not None
    news = news_of(event, "stream", 7)
    assert news is not None
    assert (news.type.value, news.object, news.data) == TOLD[kind.__name__]
    assert (news.sequence, news.at) == (7, NOW)


def test_what_is_not_logged_by_itself_is_not_told_by_itself() -> None:
    event = made(PostPerformanceChanged)
    assert stream_of(event) is None
    assert news_of(event, "stream", 7) is None


def test_every_type_is_told_by_something() -> None:
    elsewhere = {HookEventType.CAMPAIGN_PERFORMANCE_CHANGED.value, HookEventType.TEST.value}
    assert {kind for kind, _, _ in TOLD.values()} | elsewhere == {kind.value for kind in HookEventType}


def test_an_event_is_named_by_its_place_in_the_log_for_good() -> None:
    event = made(LOGGED[0])
    places = [("a", 1), ("a", 2), ("b", 1)]
    named, again = ([told.id for place in places if (told := news_of(event, *place))] for _ in range(2))
    assert named == again
    assert len(set(named)) == 3
    assert all(name.startswith("evt_") and "." not in name and len(name) == 36 for name in named)


def test_a_campaigns_numbers_are_an_object_of_their_own() -> None:
    measured = post().capture(Counts(2**53 + 1, 3, None, 0), Pedigree(Source.TIKTOK_ONE_REPORT, NOW, later(60)))
    performance = CampaignPerformance.of(CampaignId("campaign-1"), [measured])
    news = performance_news(performance, "stream", 4, NOW)
    campaign = global_id("Campaign", "campaign-1")
    assert (news.type.value, news.object, news.sequence) == (
        "campaign.performance_changed",
        HookObject("CampaignPerformance", campaign),
        4,
    )
    assert news.data == {
        "campaignId": campaign,
        "posts": 1,
        "measured": 1,
        "counts": {"views": "9007199254740993", "likes": "3", "comments": None, "shares": "0"},
        "oldestCapture": "2026-11-20T09:00:00Z",
        "freshUntil": "2026-11-20T10:00:00Z",
    }


def test_each_test_is_an_event_of_its_own() -> None:
    hook = Hook.made(
        HookId("h"), LUMEN, url="https://a.example", types=None, secret=Secret("x"), by=MemberId("ida"), now=NOW
    )
    first, second = news_of_test(hook.test(), NOW), news_of_test(hook.test().test(), NOW)
    assert (first.type, first.object, first.sequence, first.data) == (
        HookEventType.TEST,
        about("OutgoingWebhook", "h"),
        1,
        {},
    )
    assert (second.sequence, second.id == first.id) == (2, False)
