"""Every post and draft that apps have sent, and what TikTok counts of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tiktok_simulator.posting.boxes import Boxes

DAY = 86_400
UPLOAD_LIFE = 3_600
_REMEMBERED = 30 * DAY

UPLOADING = "PROCESSING_UPLOAD"
DOWNLOADING = "PROCESSING_DOWNLOAD"
IN_INBOX = "SEND_TO_USER_INBOX"
COMPLETE = "PUBLISH_COMPLETE"
FAILED = "FAILED"


@dataclass(slots=True)
class Publish:
    """One post or draft on its way. `flow` is direct or draft, `media` video or photo; `post` is how it is to appear.

    `size` is the bytes it has, `taken` those that TikTok has of it. `videos` are what became of it (a draft may be
    posted several times), `public` those of them that everybody can see.
    """

    publish_id: str
    client_key: str
    creator: int
    flow: str
    media: str
    source: str
    started_at: float
    post: dict[str, Any]
    size: int
    status: str
    chunk_size: int = 0
    chunk_count: int = 0
    urls: list[str] = field(default_factory=list)
    upload_id: str = ""
    upload_token: str = ""
    upload_until: float = 0.0
    taken: int = 0
    container: str | None = None
    boxes: Boxes = field(default_factory=Boxes)
    fail_reason: str | None = None
    videos: list[str] = field(default_factory=list)
    public: list[str] = field(default_factory=list)

    @property
    def is_working(self) -> bool:
        return self.status in {UPLOADING, DOWNLOADING}

    @property
    def publish_type(self) -> str:
        return "DIRECT_PUBLISH" if self.flow == "direct" else "INBOX_SHARE"


class Publishes:
    """In order of their beginning; what has ended is forgotten after thirty days."""

    def __init__(self) -> None:
        self._by_id: dict[str, Publish] = {}
        self._by_upload: dict[str, Publish] = {}

    def add(self, publish: Publish) -> None:
        self._forget(publish.started_at - _REMEMBERED)
        self._by_id[publish.publish_id] = publish
        if publish.upload_id:
            self._by_upload[publish.upload_id] = publish

    def get(self, publish_id: str) -> Publish | None:
        return self._by_id.get(publish_id)

    def by_upload(self, upload_id: str) -> Publish | None:
        return self._by_upload.get(upload_id)

    def all(self) -> list[Publish]:
        return list(self._by_id.values())

    def posts_of(self, creator: int, now: float) -> int:
        """Direct posts of the last 24 hours through all apps, but for those that failed."""
        return sum(one.creator == creator for one in self._recent(now, "direct") if one.status != FAILED)

    def drafts_of(self, creator: int, now: float) -> int:
        """Drafts of the last 24 hours that the creator has not posted yet."""
        waiting = (one for one in self._recent(now, "draft") if one.status not in {FAILED, COMPLETE})
        return sum(one.creator == creator for one in waiting)

    def creators_of(self, client_key: str, now: float) -> set[int]:
        """Who posted through this app in the last 24 hours."""
        posted = (one for one in self._recent(now, "direct") if one.status != FAILED)
        return {one.creator for one in posted if one.client_key == client_key}

    def snapshot(self) -> list[Publish]:
        return list(self._by_id.values())

    def restore(self, saved: list[dict[str, Any]]) -> None:
        self._by_id, self._by_upload = {}, {}
        for publish in (Publish(**{**facts, "boxes": Boxes(**facts["boxes"])}) for facts in saved):
            self._by_id[publish.publish_id] = publish
            if publish.upload_id:
                self._by_upload[publish.upload_id] = publish

    def _recent(self, now: float, flow: str) -> Iterator[Publish]:
        for publish in reversed(self._by_id.values()):
            if publish.started_at <= now - DAY:
                return
            if publish.flow == flow:
                yield publish

    def _forget(self, before: float) -> None:
        for publish in self.all():
            if publish.started_at > before:
                return
            if not publish.is_working:
                del self._by_id[publish.publish_id]
                self._by_upload.pop(publish.upload_id, None)
