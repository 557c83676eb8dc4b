from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_SECRET = frozenset({"secret"})


class TrafficControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def webhooks(self, request: Request) -> dict[str, Any]:
        """Every emission with its attempts; the query may choose a `status`."""
        status = request.query_params.get("status")
        deliveries = [
            {name: value for name, value in asdict(delivery).items() if name not in _SECRET}
            for delivery in self._simulator.webhooks.deliveries
            if status in (None, delivery.status)
        ]
        return {"webhooks": deliveries}

    async def requests(self, _request: Request) -> dict[str, Any]:
        """How often each endpoint answered with each HTTP status since the process began."""
        answered = sorted(self._simulator.http.answered.items())
        return {
            "answered": [{"endpoint": name, "status": status, "times": times} for (name, status), times in answered]
        }
