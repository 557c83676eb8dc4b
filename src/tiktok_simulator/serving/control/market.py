from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson
from starlette.requests import Request

from tiktok_simulator.business import spark_life
from tiktok_simulator.serving.control.controls import ControlError

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


class MarketControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def read(self, _request: Request) -> dict[str, Any]:
        return asdict(self._simulator.market.options)

    async def decide(self, request: Request) -> dict[str, Any]:
        """Let a creator answer the wish to advertise a video now: `video_id`, `accept`."""
        given = orjson.loads(await request.body())
        wish = self._simulator.market.sparks.get(str(given.get("video_id")))
        if wish is None or wish.status != "WAITING":
            raise ControlError("nothing waits for the creator's answer")
        spark_life.decide(self._simulator, wish, accept=given.get("accept") is True)
        self._simulator.touch()
        return {"auth_status": wish.status}

    async def change(self, request: Request) -> dict[str, Any]:
        """Set the marketplace's options named in the body, leave the rest."""
        try:
            self._simulator.market.change_options(orjson.loads(await request.body()))
        except (TypeError, ValueError) as error:
            raise ControlError(str(error)) from error
        self._simulator.touch()
        return await self.read(request)
