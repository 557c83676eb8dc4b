import asyncio
import logging
from dataclasses import dataclass, field

import httpx
import pytest
from opentelemetry import metrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from structlog.testing import capture_logs

from creatorport.adapters.tiktok.endpoints import CAMPAIGN_CREATE, DISCOVER, LOGIN_EXCHANGE, USER_INFO, Endpoint
from creatorport.adapters.tiktok.wire import LARGEST_ANSWER, Request
from creatorport.domain.errors import (
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokUnreachable,
)
from tests.unit.adapters.tiktok.stage import OK_OPEN, Stage, business, display

GOOD = httpx.Response(200, json=OK_OPEN)
BAD_GATEWAY = httpx.Response(502, text="<html>bad gateway</html>")


async def test_a_read_is_repeated_after_a_lost_answer() -> None:
    stage = Stage([BAD_GATEWAY, httpx.ReadTimeout("slow"), GOOD])
    answer = await stage.transport().call(Request(USER_INFO))
    assert answer.inner("user").text("open_id") == "o-1"
    assert len(stage.asked) == 3
    assert stage.waited == pytest.approx([0.3, 0.5])


async def test_a_read_gives_up_after_three_attempts() -> None:
    stage = Stage([BAD_GATEWAY])
    with pytest.raises(TikTokAnswerLost):
        await stage.transport().call(Request(USER_INFO))
    assert len(stage.asked) == 3


@pytest.mark.parametrize("failure", [BAD_GATEWAY, httpx.ReadTimeout("slow"), httpx.ConnectError("no")])
async def test_a_write_is_never_repeated(failure: httpx.Response | Exception) -> None:
    stage = Stage([failure, business()])
    with pytest.raises(TikTokError):
        await stage.transport().call(Request(CAMPAIGN_CREATE, document={"campaign_name": "x"}))
    assert len(stage.asked) == 1


async def test_a_refusal_is_final_for_a_read_too() -> None:
    stage = Stage([display("invalid_params", status=400), GOOD])
    with pytest.raises(TikTokRefused):
        await stage.transport().call(Request(USER_INFO))
    assert len(stage.asked) == 1


async def test_a_breach_per_second_is_waited_out_and_a_longer_one_is_the_callers() -> None:
    stage = Stage([business(40100, message="QPS limit"), business()])
    await stage.transport().call(Request(DISCOVER))
    assert stage.waited == [1.5]

    longer = Stage([business(40100, message="QPM limit"), business()])
    with pytest.raises(TikTokThrottled):
        await longer.transport().call(Request(DISCOVER))
    assert longer.waited == []


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (httpx.ConnectError("refused"), TikTokUnreachable),
        (httpx.ConnectTimeout("slow"), TikTokUnreachable),
        (httpx.PoolTimeout("busy"), TikTokUnreachable),
        (httpx.ReadTimeout("slow"), TikTokAnswerLost),
        (httpx.WriteTimeout("slow"), TikTokAnswerLost),
        (httpx.ReadError("reset"), TikTokAnswerLost),
        (httpx.WriteError("reset"), TikTokAnswerLost),
        (httpx.RemoteProtocolError("disconnected"), TikTokAnswerLost),
        (httpx.DecodingError("bad gzip"), TikTokAnswerLost),
    ],
)
async def test_whether_a_request_left_decides_what_a_failure_means(
    failure: Exception, error: type[TikTokError]
) -> None:
    with pytest.raises(error) as raised:
        await Stage([failure]).transport().call(Request(CAMPAIGN_CREATE))
    assert type(raised.value) is error
    assert raised.value.endpoint == "tto.campaign.create"


async def test_a_header_that_cannot_be_written_never_leaves() -> None:
    stage = Stage([GOOD])
    with pytest.raises(TikTokUnreachable):
        await stage.transport().call(Request(CAMPAIGN_CREATE, headers={"Access-Token": "tøken"}))
    assert stage.asked == []


async def test_an_endless_answer_is_not_read_to_its_end() -> None:
    stage = Stage([httpx.Response(200, content=b" " * (LARGEST_ANSWER + 1))])
    with pytest.raises(TikTokAnswerLost, match="too large"):
        await stage.transport().call(Request(CAMPAIGN_CREATE))


async def test_ids_beyond_two_to_the_53_keep_every_digit() -> None:
    text = '{"code":0,"message":"OK","data":{"number":7678907398077074696,"text":"7678907398077074697"}}'
    answer = await Stage([httpx.Response(200, text=text)]).transport().call(Request(CAMPAIGN_CREATE))
    assert (answer.text("number"), answer.text("text")) == ("7678907398077074696", "7678907398077074697")


@dataclass
class TightBudget:
    """Refuses as often as told, then allows; keeps the rests that were ordered."""

    refusals: list[float]
    rests: list[tuple[str, str, float]] = field(default_factory=list)

    async def spend(self, key: str, endpoint: Endpoint, tenant: str | None = None, subject: str | None = None) -> None:
        if self.refusals:
            raise TikTokThrottled(endpoint.name, "spent", retry_after=self.refusals.pop(0))

    async def rest(self, key: str, endpoint: Endpoint, seconds: float) -> None:
        self.rests.append((key, endpoint.name, seconds))


async def test_a_write_waits_for_its_turn_because_nothing_was_sent_yet() -> None:
    stage = Stage([business()], budget=TightBudget([0.4, 0.2]))
    await stage.transport().call(Request(CAMPAIGN_CREATE))
    assert stage.waited == pytest.approx([0.5, 0.25])
    assert len(stage.asked) == 1


async def test_a_long_wait_for_a_turn_is_the_callers_and_nothing_is_sent() -> None:
    stage = Stage([business()], budget=TightBudget([40.0]))
    with pytest.raises(TikTokThrottled) as throttled:
        await stage.transport().call(Request(CAMPAIGN_CREATE))
    assert throttled.value.retry_after == 40.0
    assert stage.asked == []


async def test_a_breach_that_tiktok_reports_rests_the_endpoint_for_everybody() -> None:
    budget = TightBudget([])
    stage = Stage([business(40100, message="QPM limit 600")], budget=budget)
    with pytest.raises(TikTokThrottled):
        await stage.transport().call(Request(CAMPAIGN_CREATE))
    assert budget.rests == [("app-1", "tto.campaign.create", 300.0)]


async def test_a_cancelled_call_is_cancelled_and_nothing_else() -> None:
    stage = Stage([GOOD])
    transport = stage.transport()
    call = asyncio.create_task(transport.call(Request(USER_INFO)))
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_a_call_is_logged_with_tiktoks_log_id_and_without_any_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "hush-hush"
    calls: list[tuple[Request, httpx.Response | Exception]] = [
        (Request(DISCOVER, query={"secret": secret}, headers={"Access-Token": secret}), business(40002, {"t": secret})),
        (Request(LOGIN_EXCHANGE, form=f"code={secret}"), httpx.ReadTimeout(secret)),
    ]
    with capture_logs() as lines:
        for request, answer in calls:
            stage = Stage([answer])
            with pytest.raises(TikTokError) as raised:
                await stage.transport().call(request)
            assert secret not in f"{raised.value!r} {request!r}"
    assert secret not in f"{lines} {caplog.text}"
    assert {
        key: lines[0][key] for key in ("event", "family", "endpoint", "status", "tiktok_code", "tiktok_log_id")
    } == {
        "event": "tiktok_call",
        "family": "business",
        "endpoint": "tto.discover",
        "status": 200,
        "tiktok_code": "40002",
        "tiktok_log_id": "R-1",
    }


async def test_calls_are_counted_by_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = InMemoryMetricReader()
    provider = MeterProvider(metric_readers=[reader])
    monkeypatch.setattr(metrics, "get_meter", provider.get_meter)
    stage = Stage([GOOD, display("invalid_params", status=400), asyncio.CancelledError()])
    transport = stage.transport()
    await transport.call(Request(USER_INFO))
    with pytest.raises(TikTokRefused):
        await transport.call(Request(USER_INFO))
    with pytest.raises(asyncio.CancelledError):
        await transport.call(Request(USER_INFO))
    read = reader.get_metrics_data()
    assert read is not None
    counted = {
        (point.attributes or {}).get("outcome"): getattr(point, "value", None)
        for resource in read.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        if metric.name == "tiktok_calls_total"
        for point in metric.data.data_points
    }
    assert counted == {"ok": 1, "TIKTOK_REFUSED": 1, "interrupted": 1}


async def test_a_call_that_is_broken_off_is_told_too() -> None:
    answering = asyncio.Event()

    async def never(request: httpx.Request) -> httpx.Response:
        answering.set()
        await asyncio.Event().wait()
        raise AssertionError

    call = asyncio.create_task(Stage([GOOD]).transport(never).call(Request(CAMPAIGN_CREATE, document={})))
    with capture_logs() as lines:
        await answering.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    assert [(line["endpoint"], line["status"], line["outcome"], line["log_level"]) for line in lines] == [
        ("tto.campaign.create", None, "interrupted", "warning")
    ]
