"""OpenTelemetry metrics with a Prometheus page."""

from opentelemetry import metrics
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.resources import Resource
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST


def configure() -> None:
    """Route every meter of this process to the Prometheus registry. Called once, by the command that starts it."""
    reader = PrometheusMetricReader()
    resource = Resource.create({"service.name": "creatorport"})
    metrics.set_meter_provider(MeterProvider(metric_readers=[reader], resource=resource))


def page() -> bytes:
    """Return the present values in Prometheus' text form."""
    return generate_latest(REGISTRY)
