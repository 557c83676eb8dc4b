from typing import TYPE_CHECKING, Any

from pydantic import Field
from starlette.requests import Request

from tiktok_simulator.serving.control.controls import LONGEST, Asked, ControlError, asked, whole_number
from tiktok_simulator.serving.courier import Courier

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


_FASTEST = 30 * 86_400


class _Move(Asked):
    advance: float = Field(default=0, ge=0, allow_inf_nan=False)
    to: float | None = Field(default=None, allow_inf_nan=False)
    speed: float | None = Field(default=None, ge=0, le=_FASTEST)
    settle: bool = False


class _Reset(Asked):
    seed: int | None = Field(default=None, ge=-(2**63), lt=2**63)


class TimeControls:
    def __init__(self, simulator: "Simulator", courier: Courier) -> None:
        self._simulator = simulator
        self._courier = courier

    async def read(self, _request: Request) -> dict[str, Any]:
        clock = self._simulator.clock
        return {"now": clock.now(), "speed": clock.speed, "next_due": self._simulator.agenda.next_due()}

    async def move(self, request: Request) -> dict[str, Any]:
        """Advance by seconds or to a moment, or change the speed; `settle` waits for the webhooks now due."""
        move = await asked(request, _Move)
        clock = self._simulator.clock
        distance = move.advance if move.to is None else move.to - clock.now()
        if distance < 0:
            raise ControlError("time only moves forward")
        if clock.now() + distance > self._simulator.settings.epoch + LONGEST:
            raise ControlError("time ends a hundred years after the epoch")
        clock.advance(distance)
        if move.speed is not None:
            clock.set_speed(move.speed)
        self._simulator.run_due()
        self._simulator.touch()
        if move.settle:
            await self._courier.deliver_due()
        return await self.read(request)

    async def reset(self, request: Request) -> dict[str, Any]:
        self._simulator.reset((await asked(request, _Reset)).seed)
        return await self.read(request)

    async def ledger(self, request: Request) -> dict[str, Any]:
        """The query may give `after`, `kind` and `limit`."""
        self._simulator.run_due()
        return {
            "total": len(self._simulator.ledger),
            "entries": self._simulator.ledger.entries(
                after=whole_number(request, "after", 0),
                kind=request.query_params.get("kind"),
                limit=whole_number(request, "limit", 10_000),
            ),
        }
