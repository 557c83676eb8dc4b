from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field
from starlette.requests import Request

from tiktok_simulator.business import spark_life
from tiktok_simulator.serving.control.controls import LONGEST, Asked, ControlError, asked, named

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


_Delay = Annotated[float, Field(ge=0, le=LONGEST)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Calls = Annotated[int, Field(ge=0, le=10**9)]


class _Options(Asked):
    handle_delay: _Delay | None = None
    review_delay: _Delay | None = None
    minute_rest: _Delay | None = None
    null_share: _Share | None = None
    total_size: bool | None = None
    autonomous: bool | None = None
    batch_window: _Delay | None = None
    rotation: _Share | None = None
    limited: bool | None = None
    endpoint_limits: dict[str, _Calls] | None = None


class _Decision(Asked):
    video_id: str
    accept: bool = False


class MarketControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def read(self, _request: Request) -> dict[str, Any]:
        return asdict(self._simulator.market.options)

    async def decide(self, request: Request) -> dict[str, Any]:
        """Let a creator answer the wish to advertise a video now: `video_id`, `accept`."""
        wanted = await asked(request, _Decision)
        wish = self._simulator.market.sparks.get(wanted.video_id)
        if wish is None or wish.status != "WAITING":
            raise ControlError("nothing waits for the creator's answer")
        spark_life.decide(self._simulator, wish, accept=wanted.accept)
        self._simulator.touch()
        return {"auth_status": wish.status}

    async def change(self, request: Request) -> dict[str, Any]:
        """Set the marketplace's options named in the body, leave the rest."""
        self._simulator.market.change_options(named(await asked(request, _Options)))
        self._simulator.touch()
        return await self.read(request)
