from collections.abc import Awaitable, Callable, Sequence

import structlog
from starlette.requests import Request
from starlette.responses import Response

from creatorport.adapters.observability import metrics
from creatorport.domain.errors import StorageUnavailable

Measure = Callable[[], Awaitable[object]]

_log = structlog.get_logger(__name__)


class MetricsPage:
    """`GET /metrics`. What has to be looked for is looked for now; without a database the page shows the rest."""

    def __init__(self, measures: Sequence[Measure] = ()) -> None:
        self._measures = measures

    async def answer(self, _: Request) -> Response:
        for measure in self._measures:
            try:
                await measure()
            except StorageUnavailable as error:
                _log.warning("a metric could not be measured", reason=str(error))
        return Response(metrics.page(), media_type=metrics.CONTENT_TYPE)
