"""Telling apps what happens on the accounts that authorised them: posts, comments, and the end of a consent."""

import json
from typing import TYPE_CHECKING, Any

from tiktok_simulator.business.creator_tokens import Lineage
from tiktok_simulator.world import Creator, Video

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_SCOPES = {"VIDEO": "video.list", "COMMENT": "comment.list"}


def tell_post(simulator: "Simulator", video: Video, event: str, reason: str | None = None) -> int:
    """Tell of a post; returns how many apps were told. `reason` says why publishing failed."""
    content = {"publish_id": f"v_pub_url~v1.{video.id}", "post_id": video.id, "publish_type": "DIRECT_PUBLISH"}
    if reason is not None:
        content["reason"] = reason
    return _tell(simulator, video, "VIDEO", event, content)


def tell_comment(simulator: "Simulator", video: Video, action: str, comment: int | None, parent: int | None) -> int:
    """Tell of a comment, a new one unless it is named; its text is not told, and its ids are bare numbers.

    A comment that answers nobody is its own parent.
    """
    number = int(simulator.number_id()) if comment is None else comment
    content: dict[str, Any] = {
        "comment_id": number,
        "video_id": int(video.id),
        "parent_comment_id": number if parent is None else parent,
        "comment_type": "comment" if parent is None else "reply",
        "comment_action": action,
        "unique_identifier": simulator.digest("commenter", number).hex()[:16],
        "timestamp": int(simulator.clock.now() * 1000),
    }
    return _tell(simulator, video, "COMMENT", "comment.update", content)


def tell_removed(simulator: "Simulator", lineage: Lineage, reason: int) -> None:
    """Tell that a person removed the app, wherever the app listens."""
    for url in simulator.market.account_webhooks.urls_of(lineage.app_id):
        _send(simulator, lineage, url, "authorization.removed", {"reason": reason})


def _tell(simulator: "Simulator", video: Video, event_type: str, event: str, content: dict[str, Any]) -> int:
    told = 0
    for lineage in _authorised(simulator, video.creator, _SCOPES[event_type]):
        webhook = simulator.market.account_webhooks.of(lineage.app_id, event_type)
        if webhook is None or (webhook.items and video.id not in webhook.items):
            continue
        _send(simulator, lineage, webhook.callback_url, event, content)
        told += 1
    return told


def _authorised(simulator: "Simulator", creator: Creator, scope: str) -> list[Lineage]:
    """The living consent of the creator for each app, if it has the scope."""
    now = simulator.clock.now()
    living = simulator.market.creator_tokens.of_creator(creator.number)
    by_app = {one.app_id: one for one in living if one.ends_at > now and scope in one.scopes}
    return [by_app[app_id] for app_id in sorted(by_app)]


def _send(simulator: "Simulator", lineage: Lineage, url: str, event: str, content: dict[str, Any]) -> None:
    app = simulator.apps.business_app(lineage.app_id)
    if app is None:
        return
    body = {
        "client_key": app.app_id,
        "event": event,
        "create_time": int(simulator.clock.now()),
        "user_openid": lineage.open_id,
        "content": json.dumps(content, separators=(",", ":")),
    }
    simulator.webhooks.emit("account", url, app.secret, json.dumps(body, separators=(",", ":")).encode())
