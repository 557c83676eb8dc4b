"""What is told of each call to a receiver: a log line and two metrics. Nothing of its address, headers or body."""

import structlog
from opentelemetry import metrics


class HookObservation:
    """Logs and counts calls. Outcomes are the class of a status, such as "2xx", and the domain errors' codes."""

    def __init__(self) -> None:
        self._log = structlog.get_logger("creatorport.hooks")
        meter = metrics.get_meter("creatorport.hooks")
        self._calls = meter.create_counter("hook_calls", description="Calls to receivers of outgoing webhooks")
        self._seconds = meter.create_histogram("hook_call_seconds", unit="s", description="Duration of such calls")

    def called(self, outcome: str, seconds: float) -> None:
        self._calls.add(1, {"outcome": outcome})
        self._seconds.record(seconds, {"outcome": outcome})
        self._log.info("hook_call", outcome=outcome, duration_ms=round(seconds * 1000, 1))
