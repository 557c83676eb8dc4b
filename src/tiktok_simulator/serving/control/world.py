from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from tiktok_simulator.http.media import origin
from tiktok_simulator.serving.control.controls import ControlError, whole_number
from tiktok_simulator.serving.control.facts import creator_at, creator_facts
from tiktok_simulator.switches import VALUES

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

# Path of each TikTok host on this origin.
ROOTS = {
    "www": "/www",
    "open": "/open",
    "upload": "/upload",
    "business": "/business",
    "shop_auth": "/shop-auth",
    "shop": "/shop",
    "cdn": "/cdn",
}
_MOST = 5000


class WorldControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def world(self, request: Request) -> dict[str, Any]:
        simulator = self._simulator
        settings = simulator.settings
        here = origin(request)
        return {
            "seed": settings.seed,
            "epoch": settings.epoch,
            "now": simulator.clock.now(),
            "speed": simulator.clock.speed,
            "tempo": settings.tempo,
            "assumed": settings.assumed,
            "counts": {"creators": len(simulator.world.creators), "ledger": len(simulator.ledger)},
            "roots": {name: here + path for name, path in ROOTS.items()},
            "apps": {
                "open": [asdict(app) for app in simulator.apps.open],
                "business": [asdict(app) for app in simulator.apps.business],
            },
            "advertisers": [asdict(advertiser) for advertiser in simulator.apps.advertisers],
            "tto_accounts": [asdict(account) for account in simulator.apps.tto_accounts],
            "switches": VALUES,
        }

    async def creators(self, request: Request) -> dict[str, Any]:
        handle = request.query_params.get("handle")
        if handle is not None:
            found = self._simulator.world.by_handle(handle)
            chosen = [] if found is None else [found]
            return {"total": len(chosen), "creators": [creator_facts(creator) for creator in chosen]}
        everyone = self._simulator.world.creators
        offset = whole_number(request, "offset", 0)
        limit = whole_number(request, "limit", 100, most=_MOST)
        return {
            "total": len(everyone),
            "creators": [creator_facts(creator) for creator in everyone[offset : offset + limit]],
        }

    async def creator(self, request: Request) -> dict[str, Any]:
        creator = self._simulator.world.by_handle(request.path_params["handle"])
        if creator is None:
            raise ControlError("no such creator", 404)
        self._simulator.run_due()
        return creator_at(creator, self._simulator.clock.now())
