"""PUT to an upload URL: chunk after chunk, counted and looked at, never kept."""

import hmac
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.http.connection import LostAnswer
from tiktok_simulator.posting import life
from tiktok_simulator.posting.boxes import TO_THE_END, Boxes
from tiktok_simulator.posting.chunks import chunk_at
from tiktok_simulator.posting.containers import container_of
from tiktok_simulator.posting.paths import UPLOAD
from tiktok_simulator.posting.publishes import UPLOADING, Publish

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_TYPES = frozenset({"video/mp4", "video/quicktime", "video/webm"})
_RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")
_HEAD = 16


class Chunk:
    """What passed by: how long it was, how it began, and what the file has told with it."""

    def __init__(self, simulator: "Simulator", request: Request) -> None:
        publish = simulator.posting.publishes.by_upload(request.query_params.get("upload_id", ""))
        self.boxes = Boxes() if publish is None else replace(publish.boxes)
        self.length = 0
        self.head = b""

    def take(self, part: bytes) -> None:
        self.length += len(part)
        self.boxes.take(part)
        if len(self.head) < _HEAD:
            self.head += part[: _HEAD - len(self.head)]

    def halve(self) -> None:
        """Only the first half arrived; what the rest of the file tells is then not known any more."""
        self.length -= self.length // 2
        self.boxes = Boxes(skip=TO_THE_END)


def upload(simulator: "Simulator", chunk: Chunk, request: Request, _body: bytes) -> Response:
    """206 while bytes are missing, then 201; 403 when too late, 404 for no such upload, 416 for another range."""
    query = request.query_params
    publish = simulator.posting.publishes.by_upload(query.get("upload_id", ""))
    token = query.get("upload_token", "").encode()
    if request.method != "PUT" or publish is None or not hmac.compare_digest(token, publish.upload_token.encode()):
        return PlainTextResponse("Not Found", status_code=404)
    expired = simulator.faults.strike("upload_url_expired", UPLOAD) is not None
    if expired or simulator.clock.now() >= publish.upload_until:
        return PlainTextResponse("Forbidden", status_code=403)
    span = _RANGE.fullmatch(request.headers.get("content-range", ""))
    if span is None or not _has_good_headers(request):
        return PlainTextResponse("Bad Request", status_code=400)
    app = simulator.apps.open_app(publish.client_key)
    first, last, total = map(int, span.groups())
    if chunk.length != last - first + 1:
        return PlainTextResponse("Bad Request", status_code=400)
    if not _fits(publish, first, last, total):
        return PlainTextResponse("Range Not Satisfiable", status_code=416, headers=_progress(app, publish))
    if simulator.faults.strike("chunk_half_taken", UPLOAD) is not None:
        chunk.halve()
        _taken(simulator, app, publish, chunk)
        return LostAnswer()
    return _taken(simulator, app, publish, chunk)


def _has_good_headers(request: Request) -> bool:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return content_type in _TYPES and "content-length" in request.headers


def _fits(publish: Publish, first: int, last: int, total: int) -> bool:
    if publish.status != UPLOADING or publish.taken == publish.size or (first, total) != (publish.taken, publish.size):
        return False
    return last - first + 1 == chunk_at(first, publish.size, publish.chunk_size, publish.chunk_count)


def _taken(simulator: "Simulator", app: OpenApp | None, publish: Publish, chunk: Chunk) -> Response:
    first = publish.taken
    if first == 0:
        publish.container = container_of(chunk.head)
    if publish.container in {"mp4", "mov"}:
        publish.boxes = chunk.boxes
    publish.taken += chunk.length
    simulator.ledger.record(
        "chunk_uploaded", publish_id=publish.publish_id, first=first, last=publish.taken - 1, total=publish.size
    )
    if publish.taken < publish.size:
        return Response(status_code=206, headers=_progress(app, publish))
    life.process(simulator, publish)
    status = 201 if app is None else int(app.switches.upload_final_status)
    return Response(status_code=status, headers=_progress(app, publish))


def _progress(app: OpenApp | None, publish: Publish) -> dict[str, str]:
    """How far the upload is; TikTok's page does not say whether it is told as the last byte or as a count."""
    counted = app is not None and app.switches.upload_progress == "count"
    return {"Content-Range": f"bytes 0-{publish.taken if counted else max(0, publish.taken - 1)}/{publish.size}"}
