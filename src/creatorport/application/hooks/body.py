"""What one event looks like to its receivers, byte for byte: each attempt and replay sends the same."""

import json

from creatorport.application.hooks.telling import written
from creatorport.domain.hooks.delivery import HookDelivery


def body_of(delivery: HookDelivery) -> str:
    """Return the event as JSON."""
    news = delivery.news
    told = {
        "id": news.id,
        "type": news.type.value,
        "timestamp": written(news.at),
        "workspace": delivery.workspace_id,
        "object": {"type": news.object.type, "id": news.object.id},
        "sequence": news.sequence,
        "data": dict(sorted(news.data.items())),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
