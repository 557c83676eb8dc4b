"""What is told of each call to TikTok: a log line and two metrics. Never a query, header or body: they hold secrets."""

import logging

import structlog
from opentelemetry import metrics

from creatorport.adapters.tiktok.endpoints import Endpoint
from creatorport.domain.errors import TikTokError

_INTERRUPTED = "interrupted"


class CallObservation:
    """Logs and counts calls. Outcomes are "ok", "interrupted", and the domain errors' codes."""

    def __init__(self) -> None:
        # httpx logs whole addresses at INFO, and TikTok wants app secrets in some queries.
        for chatty in ("httpx", "httpcore"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
        self._log = structlog.get_logger("creatorport.tiktok")
        meter = metrics.get_meter("creatorport.tiktok")
        self._calls = meter.create_counter("tiktok_calls_total", description="Calls to TikTok by outcome")
        self._seconds = meter.create_histogram(
            "tiktok_call_seconds", unit="s", description="Duration of calls to TikTok"
        )

    def answered(self, endpoint: Endpoint, *, status: int, seconds: float, log_id: str | None) -> None:
        self._count(endpoint, "ok", seconds)
        self._log.info("tiktok_call", **_facts(endpoint, seconds), status=status, outcome="ok", tiktok_log_id=log_id)

    def failed(self, endpoint: Endpoint, error: TikTokError, *, status: int | None, seconds: float) -> None:
        self._count(endpoint, error.code, seconds)
        self._log.warning(
            "tiktok_call",
            **_facts(endpoint, seconds),
            status=status,
            outcome=error.code,
            tiktok_code=error.tiktok_code,
            tiktok_log_id=error.log_id,
        )

    def interrupted(self, endpoint: Endpoint, *, seconds: float) -> None:
        """Tell of a call that was broken off by us. TikTok may have it nevertheless, and may have acted on it."""
        self._count(endpoint, _INTERRUPTED, seconds)
        self._log.warning("tiktok_call", **_facts(endpoint, seconds), status=None, outcome=_INTERRUPTED)

    def _count(self, endpoint: Endpoint, outcome: str, seconds: float) -> None:
        labels = {"family": endpoint.family.value, "endpoint": endpoint.name, "outcome": outcome}
        self._calls.add(1, labels)
        self._seconds.record(seconds, labels)


def _facts(endpoint: Endpoint, seconds: float) -> dict[str, str | float]:
    return {"family": endpoint.family.value, "endpoint": endpoint.name, "duration_ms": round(seconds * 1000, 1)}
