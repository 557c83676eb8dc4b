"""The end of a connection between a person and an app, and the word that goes out about it."""

import json
from typing import TYPE_CHECKING, Any

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.world import Creator

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

# Reasons of `authorization.removed`.
BY_USER = 1
BY_DEVELOPER = 5


def disconnect(simulator: "Simulator", app: OpenApp, creator: Creator, reason: int) -> bool:
    """Kill all tokens, then say `authorization.removed`. False when they were not connected."""
    if not simulator.grants.remove(app.client_key, creator.number, reason):
        return False
    notify(simulator, app, creator, "authorization.removed", {"reason": reason})
    return True


def notify(simulator: "Simulator", app: OpenApp, creator: Creator, event: str, content: dict[str, Any]) -> None:
    """Emit one event of TikTok for Developers; its `content` is JSON inside a string."""
    body = {
        "client_key": app.client_key,
        "event": event,
        "create_time": int(simulator.clock.now()),
        "user_openid": simulator.grants.open_id(app.client_key, creator.number),
        "content": _compact(content),
    }
    simulator.webhooks.emit(
        "open",
        app.webhook_url,
        app.client_secret,
        _compact(body).encode(),
        retry_t=app.switches.webhook_retry_t,
    )


def _compact(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
