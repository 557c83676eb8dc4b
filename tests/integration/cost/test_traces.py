"""What a trace tells of the gateway's work: what was done, under what, how it ended; not what it was about."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.applications import Starlette

from creatorport.adapters.cli import tokens
from creatorport.adapters.http.graphql.request_ids import RequestIds
from creatorport.adapters.jobs.worker import JobWorker
from creatorport.adapters.observability import traces
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.ports.jobs import DriveEffect
from creatorport.domain.ids import EffectId
from creatorport.domain.workspace import Member
from tests.integration.cost.house import HOME, OWNER, House
from tests.integration.persistence.test_worker import QUICK, Notes, working

DISCOVER = 'query Mine { discoverCreators(filter: {countries: ["US"], keyword: "lemons"}, first: 3) { totalCount } }'


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    # The process has one provider for good, so that a test can only look in its place.
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    yield exporter
    provider.shutdown()


async def asked(house: House, query: str, by: Member = OWNER) -> dict[str, Any]:
    """What the graph answers over HTTP, with a bearer token."""
    token = tokens.issue(house.container.settings(), by, timedelta(minutes=5))
    app = RequestIds(Starlette(routes=house.container.web.transports().routes))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway.test") as http:
        headers = {"Authorization": f"Bearer {token}", "X-Request-ID": "request-7"}
        answer = await http.post("/graphql", json={"query": query}, headers=headers)
    told: dict[str, Any] = answer.json()
    return told


def told(finished: Sequence[ReadableSpan]) -> list[tuple[str, str | None, dict[str, Any]]]:
    """Each span by its name, its parent's name, and its attributes; as they began."""
    names = {one.context.span_id: one.name for one in finished if one.context}
    ordered = sorted(finished, key=lambda one: one.start_time or 0)
    return [(one.name, one.parent and names.get(one.parent.span_id), dict(one.attributes or {})) for one in ordered]


async def test_a_query_is_traced_from_the_graph_to_tiktok(house: House, spans: InMemorySpanExporter) -> None:
    await house.connect()
    assert "errors" not in await asked(house, DISCOVER)
    graph, use_case, call = told(spans.get_finished_spans())
    facts = {"graphql.fields": "discoverCreators", "request_id": "request-7"}
    assert graph[:2] == ("graphql query", None)
    assert {name: graph[2][name] for name in facts} == facts
    assert use_case == ("use case discover_creators", "graphql query", {})
    assert call[:2] == ("tiktok tto.discover", "use case discover_creators")
    assert call[2].keys() == {"tiktok.family", "tiktok.log_id"}
    whole = "".join(one.to_json() for one in spans.get_finished_spans())
    for private in ("lemons", "Mine", house.office.token, OWNER.id, HOME, "Bearer"):
        assert private not in whole


async def test_what_went_wrong_is_told_by_its_code_alone(house: House, spans: InMemorySpanExporter) -> None:
    assert (await asked(house, DISCOVER))["errors"]
    graph, use_case = told(spans.get_finished_spans())
    assert (graph[0], graph[2]["error.type"]) == ("graphql query", "graphql")
    assert (use_case[0], use_case[2]) == (
        "use case discover_creators",
        {"error.type": "MARKETPLACE_NOT_CONNECTED"},
    )
    assert [one.events for one in spans.get_finished_spans()] == [(), ()]


async def test_a_job_is_traced_by_its_kind(
    database_url: str, sql_units: SqlUnitsOfWork, spans: InMemorySpanExporter
) -> None:
    notes = Notes(failures=1)
    async with sql_units() as uow:
        await uow.jobs.defer(DriveEffect(HOME, EffectId("effect-1")))
        await uow.commit()
    async with working(JobWorker(database_url, {DriveEffect: notes}, settings=QUICK)):
        await notes.count(2)
    assert told(spans.get_finished_spans()) == [
        ("job drive_effect", None, {"job.attempt": 1, "error.type": "RuntimeError"}),
        ("job drive_effect", None, {"job.attempt": 2}),
    ]


def test_nothing_is_exported_unless_the_environment_says_where_to(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[TracerProvider] = []
    monkeypatch.setattr(trace, "set_tracer_provider", chosen.append)
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    traces.configure()
    assert chosen == []
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    traces.configure()
    [provider] = chosen
    assert provider.resource.attributes["service.name"] == "creatorport"
    provider.shutdown()
