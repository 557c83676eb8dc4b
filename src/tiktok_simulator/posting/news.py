"""What is noted and told of a post: the ledger's facts, and the webhooks of the app that sent it."""

from typing import TYPE_CHECKING

from tiktok_simulator.open.disconnect import notify
from tiktok_simulator.posting.publishes import Publish

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def facts_of(simulator: "Simulator", publish: Publish) -> dict[str, str]:
    """Whose it is, for the ledger."""
    handle = simulator.world.creator(publish.creator).handle
    return {"publish_id": publish.publish_id, "handle": handle, "client_key": publish.client_key, "flow": publish.flow}


def tell(simulator: "Simulator", publish: Publish, event: str, **facts: str) -> None:
    app = simulator.apps.open_app(publish.client_key)
    if app is not None:
        content = {"publish_id": publish.publish_id, **facts, "publish_type": publish.publish_type}
        notify(simulator, app, simulator.world.creator(publish.creator), event, content)
