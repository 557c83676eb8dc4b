"""How far the processing of webhooks lags behind: for `/readyz`, and for the Prometheus page."""

from datetime import timedelta

from opentelemetry import metrics

from creatorport.application.ports.inbox import InboxWatch


class WebhookLag:
    """Looks for the oldest webhook that waits, in real time, whenever somebody wants to know."""

    def __init__(self, watch: InboxWatch, late_after: timedelta) -> None:
        self._watch = watch
        self._late_after = late_after
        self._age = metrics.get_meter("creatorport.webhooks").create_gauge(
            "webhooks_oldest_waiting_seconds", unit="s", description="Age of the oldest webhook that was not processed"
        )

    async def measure(self) -> timedelta | None:
        """Look, and renew the gauge. Raises StorageUnavailable."""
        oldest = await self._watch.oldest_waiting()
        self._age.set(0.0 if oldest is None else oldest.total_seconds())
        return oldest

    async def check(self) -> str | None:
        """Return what is wrong, or None. Raises StorageUnavailable."""
        oldest = await self.measure()
        if oldest is None or oldest <= self._late_after:
            return None
        return (
            f"a webhook waits to be processed since {oldest.total_seconds():.0f} seconds; "
            "see that a worker runs (`creatorport worker`), and look at its log"
        )
