from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import Field
from starlette.requests import Request

from tiktok_simulator.faults import Fault, UnknownFaultError
from tiktok_simulator.serving.control.controls import Asked, ControlError, asked

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


class _Fault(Asked):
    name: str
    endpoint: str = "*"
    count: int | None = Field(default=None, le=10**9)
    probability: float | None = None
    script: list[bool] | None = None
    options: dict[str, Any] = Field(default_factory=dict)


class FaultControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def read(self, _request: Request) -> dict[str, Any]:
        faults = self._simulator.faults
        return {"armed": [asdict(fault) for fault in faults.armed], "known": dict(sorted(faults.known.items()))}

    async def arm(self, request: Request) -> dict[str, Any]:
        wanted = await asked(request, _Fault)
        try:
            self._simulator.faults.arm(Fault(**wanted.model_dump()))
        except UnknownFaultError as error:
            raise ControlError(str(error)) from error
        self._simulator.touch()
        return await self.read(request)

    async def disarm(self, request: Request) -> dict[str, Any]:
        self._simulator.faults.disarm(request.path_params.get("name"))
        self._simulator.touch()
        return await self.read(request)
