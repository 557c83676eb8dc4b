"""POST /v2/post/publish/status/fetch/ and /v2/post/publish/cancel/"""

from typing import Any

from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.envelope import Refusal
from tiktok_simulator.open.json_body import json_object
from tiktok_simulator.posting import life
from tiktok_simulator.posting.publishes import DOWNLOADING, Publish
from tiktok_simulator.posting.pulling import pulled_by
from tiktok_simulator.posting.sources import FILE


def status(call: Call) -> dict[str, Any]:
    """A failed post is a success here; only `status` tells."""
    publish = _own(call)
    shown: dict[str, Any] = {"status": publish.status}
    unknown = call.simulator.faults.strike("unknown_status", call.name)
    if unknown is not None:
        shown["status"] = str(unknown.get("status", "PROCESSING_SOMETHING"))
    if publish.fail_reason is not None:
        shown["fail_reason"] = publish.fail_reason
    if not publish.is_working:
        as_text = bool(publish.public) and call.strikes("post_id_as_string")
        shown["publicaly_available_post_id"] = [one if as_text else int(one) for one in publish.public]
    if publish.source == FILE:
        shown["uploaded_bytes"] = publish.taken
    else:
        shown["downloaded_bytes"] = pulled_by(publish, call.now)
    return shown


def cancel(call: Call) -> None:
    """Ends a running download, and nothing else; there is no `data`."""
    publish = _own(call)
    if publish.status != DOWNLOADING:
        raise Refusal("publish_not_cancellable", 400, "The publish cannot be cancelled any more")
    life.cancel(call.simulator, publish)


def _own(call: Call) -> Publish:
    publish_id = json_object(call).get("publish_id")
    if not isinstance(publish_id, str) or not publish_id:
        raise call.invalid("The field publish_id is incorrect")
    publish = call.simulator.posting.publishes.get(publish_id)
    if publish is None:
        raise Refusal("invalid_publish_id", 400, "The publish_id does not exist")
    if (publish.client_key, publish.creator) != (call.app.client_key, call.creator.number):
        code = "token_not_authorized_for_specified_publish_id"
        raise Refusal(code, 400, "The publish_id belongs to another user or app")
    return publish
