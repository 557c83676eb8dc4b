"""The control API: everything a test or a person needs to steer and to see through the simulator."""

from typing import TYPE_CHECKING

from starlette.routing import Route

from tiktok_simulator.serving.control.apps import AppControls
from tiktok_simulator.serving.control.controls import control
from tiktok_simulator.serving.control.faults import FaultControls
from tiktok_simulator.serving.control.market import MarketControls
from tiktok_simulator.serving.control.people import PeopleControls
from tiktok_simulator.serving.control.posting import PostingControls
from tiktok_simulator.serving.control.time import TimeControls
from tiktok_simulator.serving.control.traffic import TrafficControls
from tiktok_simulator.serving.control.world import WorldControls
from tiktok_simulator.serving.courier import Courier

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def control_routes(simulator: "Simulator", courier: Courier) -> list[Route]:
    world, time = WorldControls(simulator), TimeControls(simulator, courier)
    faults, people = FaultControls(simulator), PeopleControls(simulator)
    traffic, apps = TrafficControls(simulator), AppControls(simulator)
    market, posting = MarketControls(simulator), PostingControls(simulator)
    return [
        control("world", "GET", world.world),
        control("world/creators", "GET", world.creators),
        control("world/creators/{handle}", "GET", world.creator),
        control("ledger", "GET", time.ledger),
        control("clock", "GET", time.read),
        control("clock", "POST", time.move),
        control("reset", "POST", time.reset),
        control("faults", "GET", faults.read),
        control("faults", "POST", faults.arm),
        control("faults", "DELETE", faults.disarm),
        control("faults/{name}", "DELETE", faults.disarm),
        control("webhooks", "GET", traffic.webhooks),
        control("requests", "GET", traffic.requests),
        control("apps/{key}", "POST", apps.change),
        control("market", "GET", market.read),
        control("market", "POST", market.change),
        control("market/spark", "POST", market.decide),
        control("consent", "POST", people.consent),
        control("tokens/expire", "POST", people.expire),
        control("accounts/{handle}/revoke", "POST", people.revoke),
        control("publishes", "GET", posting.publishes),
        control("accounts/{handle}/posting", "GET", posting.read),
        control("accounts/{handle}/posting", "POST", posting.change),
        control("accounts/{handle}/drafts/{publish_id}", "POST", posting.post_draft),
        control("accounts/{handle}/publishes/{publish_id}", "POST", posting.decide_visibility),
        control("accounts/{handle}/posts/{video_id}", "POST", people.post),
        control("accounts/{handle}/posts/{video_id}/comments", "POST", people.comment),
    ]
