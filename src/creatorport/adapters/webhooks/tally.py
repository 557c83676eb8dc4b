"""How many webhooks came, and what became of them: counters of this process, for the Prometheus page."""

from opentelemetry import metrics

from creatorport.application.ports.inbox import Channel


class WebhookTally:
    """Counts. Nothing of a delivery but its family, and of a refusal its code, becomes a label."""

    def __init__(self) -> None:
        meter = metrics.get_meter("creatorport.webhooks")
        self._received = meter.create_counter("webhooks_received", description="Webhooks that were believed")
        self._repeated = meter.create_counter("webhooks_repeated", description="Webhooks that were here before")
        self._rejected = meter.create_counter("webhooks_rejected", description="Webhooks that were not believed")
        self._processed = meter.create_counter("webhooks_processed", description="Webhooks that were acted on")
        self._dead = meter.create_counter("webhooks_dead", description="Webhooks that became dead letters")

    def received(self, channel: Channel, *, new: bool) -> None:
        labels = {"family": channel.value}
        self._received.add(1, labels)
        if not new:
            self._repeated.add(1, labels)

    def rejected(self, channel: Channel, code: str) -> None:
        self._rejected.add(1, {"family": channel.value, "reason": code})

    def processed(self) -> None:
        self._processed.add(1)

    def died(self) -> None:
        self._dead.add(1)
