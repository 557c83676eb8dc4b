"""OpenTelemetry traces: one span around each operation of the graph, use case, call to TikTok, and job.

They are exported by OTLP over HTTP where the standard `OTEL_EXPORTER_OTLP_ENDPOINT` says so (the other `OTEL_…`
variables hold as well); without it a span costs next to nothing and goes nowhere. Attributes are names, codes and
counts of ours: never a variable, an input, an id of a person, a message of TikTok's, or the text of an exception.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, TypeVar

import structlog
from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from creatorport.domain.errors import CreatorportError, Refusal, TikTokError

_WHERE = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_TRACER = "creatorport"

T = TypeVar("T", bound=Any)
_log = structlog.get_logger(__name__)


def configure() -> None:
    """Export this process's spans, if the environment says where to. Called once, by the command that starts it."""
    if not any(os.environ.get(name) for name in _WHERE):
        return
    from opentelemetry.exporter.otlp.proto.http import trace_exporter  # noqa: PLC0415  slow, and of no use to most

    provider = TracerProvider(resource=Resource.create({"service.name": "creatorport"}))
    provider.add_span_processor(BatchSpanProcessor(trace_exporter.OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


@contextmanager
def span(name: str, kind: SpanKind = SpanKind.INTERNAL, **attributes: str | int) -> Iterator[Span]:
    """Span a block. An exception marks it by code or type alone, because its text may hold anything."""
    named = {key.replace("__", "."): value for key, value in attributes.items()}
    tracer = trace.get_tracer(_TRACER)
    with tracer.start_as_current_span(
        name, kind=kind, attributes=named, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield current
        except Exception as error:
            failed(current, error.code if isinstance(error, CreatorportError) else type(error).__name__)
            raise


def failed(current: Span, code: str) -> None:
    """Mark a span as gone wrong."""
    current.set_attribute("error.type", code)
    current.set_status(Status(StatusCode.ERROR))


def traced(use_cases: T) -> T:
    """Return the same bundle of use cases, each of which spans its calls under its name; bundles within it, too."""
    return replace(
        use_cases, **{each.name: _one(each.name, getattr(use_cases, each.name)) for each in fields(use_cases)}
    )


def _one(name: str, use_case: Any) -> Any:
    return _Traced(name, use_case) if callable(use_case) else traced(use_case)


class _Traced:
    """A use case within a span, whose refusals are logged by their code."""

    def __init__(self, name: str, use_case: Any) -> None:
        self._name = name
        self._use_case = use_case

    async def __call__(self, *arguments: Any, **named: Any) -> Any:
        with span(f"use case {self._name}"):
            try:
                return await self._use_case(*arguments, **named)
            except (Refusal, TikTokError) as error:
                # It becomes an answer like any other; by the log alone nobody would know that nothing was done.
                _log.info("use case refused", use_case=self._name, reason=error.code)
                raise
