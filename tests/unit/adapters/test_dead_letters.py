"""What the operator is told of a webhook that cannot be acted on."""

from datetime import UTC, datetime

from structlog.testing import capture_logs

from creatorport.adapters.webhooks.watched import WatchedProcessing
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.domain.handling import Handling

NOW = datetime(2026, 7, 1, tzinfo=UTC)


async def test_a_dead_letter_is_logged_with_its_reason() -> None:
    async def bury(_: ProcessDelivery) -> Handling:
        return Handling().bury("unreadable: delivery d-1 names no event", NOW)

    with capture_logs() as logs:
        await WatchedProcessing(bury)(ProcessDelivery("d-1"))
    [line] = logs
    assert (line["log_level"], line["delivery"], line["attempts"]) == ("error", "d-1", 1)
    assert line["reason"] == "unreadable: delivery d-1 names no event"
