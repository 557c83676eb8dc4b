"""Media: a video that was handed in to be published, kept here until it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from creatorport.domain.ids import MediaId, MemberId, WorkspaceId

ENOUGH_TO_TELL: Final = 64
"""So many bytes at its beginning tell what a file is."""


class MediaKind(StrEnum):
    """The containers that TikTok takes, by their MIME types."""

    MP4 = "video/mp4"
    MOV = "video/quicktime"
    WEBM = "video/webm"


def kind_of(beginning: bytes) -> MediaKind | None:
    """Tell by its first bytes what a file is, whatever it is called; None for everything that TikTok does not take."""
    if beginning[4:8] == b"ftyp":
        return MediaKind.MOV if beginning[8:12] == b"qt  " else MediaKind.MP4
    if beginning[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in beginning[:ENOUGH_TO_TELL]:
        return MediaKind.WEBM
    return None


@dataclass(frozen=True, slots=True)
class Media:
    """A kept file. `kept_at` is when it was handed in, or last chosen for a post; `dropped_at` when it was deleted."""

    id: MediaId
    workspace_id: WorkspaceId
    owner: MemberId
    kind: MediaKind
    size: int
    kept_at: datetime
    dropped_at: datetime | None = None
    version: int = 0

    def choose(self, now: datetime) -> "Media":
        """A post is to be made of it: nobody else may take it for abandoned meanwhile."""
        return replace(self, kept_at=now)

    def drop(self, now: datetime) -> "Media":
        return replace(self, dropped_at=self.dropped_at or now)
