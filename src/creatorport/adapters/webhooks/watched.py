"""The job that acts on a stored webhook, with what came of it told to whoever runs this."""

from collections.abc import Awaitable, Callable

import structlog

from creatorport.adapters.webhooks.tally import WebhookTally
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.domain.handling import Handling, HandlingState

Process = Callable[[ProcessDelivery], Awaitable[Handling | None]]
_log = structlog.get_logger(__name__)


class WatchedProcessing:
    """Counts verdicts, and logs dead letters."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._tally = WebhookTally()

    async def __call__(self, job: ProcessDelivery) -> None:
        handling = await self._process(job)
        if handling is None:
            return
        if handling.state is HandlingState.DEAD:
            self._tally.died()
            _log.error(
                "webhook is a dead letter",
                delivery=job.delivery_id,
                attempts=handling.attempts,
                reason=handling.error,
            )
        else:
            self._tally.processed()
