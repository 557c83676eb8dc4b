"""A word that TikTok did not use before costs nothing: it is OTHER, it keeps its own spelling, and it is counted."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest
from opentelemetry import metrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from structlog.testing import capture_logs

from creatorport.adapters.tiktok import payload
from creatorport.adapters.tiktok.business.anchors import HttpAnchors
from creatorport.adapters.tiktok.business.creator_status import HttpCreatorStatus
from creatorport.adapters.tiktok.business.spark_ads import HttpSparkAds
from creatorport.adapters.tiktok.business.video_links import HttpVideoLinks
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.unknown_words import UnknownWords
from creatorport.adapters.webhooks import reader
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.inbox import Channel
from creatorport.application.ports.spark_ads import SparkStatus
from creatorport.application.ports.video_links import LinkStatus
from creatorport.domain.handle import Handle
from creatorport.domain.product_link import LinkState
from tests.unit.adapters.tiktok.stage import Stage, business
from tests.unit.adapters.tiktok.test_deliveries import comment, event, read, subscription
from tests.unit.adapters.tiktok.test_marketplace import ACCESS

WORD = "SNOOZED"


@dataclass
class Met:
    """What was met, in the place of the counter."""

    words: list[tuple[str, str, str]] = field(default_factory=list)

    def met(self, endpoint: str, named: str, word: str) -> None:
        self.words.append((endpoint, named, word))


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> Met:
    met = Met()
    monkeypatch.setattr(payload, "UNKNOWN_WORDS", met)
    monkeypatch.setattr(reader, "UNKNOWN_WORDS", met)
    return met


def rows(key: str, **row: object) -> httpx.Response:
    return business(data={key: [row], "page_info": {"total_page": 1}})


async def test_a_status_of_a_request_to_link_is_other_and_keeps_its_word(met: Met) -> None:
    stage = Stage([rows("video_infos", video_id="7", status=WORD)])
    (shown,) = await HttpVideoLinks(stage.transport()).of_campaign(ACCESS, "75")
    assert (shown.status, shown.raw_status) == (LinkStatus.OTHER, WORD)
    assert met.words == [("tto.link.status", "status", WORD)]


async def test_a_status_of_a_permission_to_advertise_is_other_and_keeps_its_word(met: Met) -> None:
    shown = await HttpSparkAds(Stage([business(data={"auth_status": WORD})]).transport()).status(ACCESS, "7")
    assert shown is not None
    assert (shown.status, shown.raw_status) == (SparkStatus.OTHER, WORD)
    assert met.words == [("spark.status", "auth_status", WORD)]


async def test_a_status_of_a_products_link_is_other_and_keeps_its_word(met: Met) -> None:
    link = await HttpAnchors(Stage([rows("anchors", anchor_id="9", status=WORD)]).transport()).read(ACCESS, "9")
    assert (link.state, link.raw_state) == (LinkState.OTHER, WORD)
    assert met.words == [("tto.anchor.list", "status", WORD)]


async def test_a_standing_of_a_creator_is_other(met: Met) -> None:
    answer = business(data={"onboarding_status": [{"handle_name": "ana", "status": WORD}]})
    told = await HttpCreatorStatus(Stage([answer]).transport()).of(ACCESS, [Handle.of("ana")])
    assert told == {Handle.of("ana"): Standing.OTHER}
    assert met.words == [("tto.creator.status", "status", WORD)]


@pytest.mark.parametrize("known", [one for one in LinkStatus if one is not LinkStatus.OTHER])
def test_a_word_that_we_know_is_itself_and_not_counted(known: LinkStatus, met: Met) -> None:
    assert Payload({"status": known.value}, "tto.link.status").word("status", LinkStatus.OTHER) is known
    assert met.words == []


BODIES: dict[str, tuple[Callable[[], bytes], Channel, tuple[str, str, str]]] = {
    "of an open app": (
        lambda: event("video.dreamt.of", "{}"),
        Channel.OPEN,
        ("webhook:open", "event", "video.dreamt.of"),
    ),
    "of a campaign": (
        lambda: subscription({"event_type": "tto_campaign_webhook", "tto_campaign_event_type": "tto_new"}),
        Channel.BUSINESS,
        ("webhook:business", "event", "tto_new"),
    ),
    "of a comment": (
        lambda: comment(comment_action="frozen"),
        Channel.ACCOUNT,
        ("webhook", "comment_action", "frozen"),
    ),
    "of a removal": (
        lambda: event("authorization.removed", json.dumps({"reason": 9})),
        Channel.OPEN,
        ("webhook:open", "reason", "9"),
    ),
}


@pytest.mark.parametrize("which", BODIES)
def test_a_word_in_a_webhook_is_counted(which: str, met: Met) -> None:
    body, channel, expected = BODIES[which]
    assert len(read(body(), channel)) == 1
    assert met.words == [expected]


def test_the_counter_is_by_place_and_the_log_has_the_word_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = InMemoryMetricReader()
    monkeypatch.setattr(metrics, "get_meter", MeterProvider(metric_readers=[measured]).get_meter)
    words = UnknownWords()
    with capture_logs() as lines:
        for word in ("one", "two\n" + "x" * 500):
            words.met("tto.link.status", "status", word)
    told = measured.get_metrics_data()
    assert told is not None
    ((point,),) = (
        metric.data.data_points
        for resource in told.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
    )
    assert (dict(point.attributes or {}), getattr(point, "value", None)) == (
        {"endpoint": "tto.link.status", "field": "status"},
        2,
    )
    assert lines[0]["word"] == "one"
    assert len(lines[1]["word"]) == 60
    assert "\n" not in lines[1]["word"]
