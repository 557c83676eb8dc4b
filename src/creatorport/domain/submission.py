"""What a creator hands in: a video on TikTok, or a link to a draft."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import MemberId
from creatorport.domain.texts import text

URL_MAX = 1000
NOTE_MAX = 2000

_HOSTS = frozenset({"tiktok.com", "www.tiktok.com", "m.tiktok.com"})
_VIDEO = "give the video's id, or https://www.tiktok.com/@name/video/… as TikTok shows it"
_ID = re.compile(r"[1-9][0-9]{5,19}")
_PATH = re.compile(r"/@(?P<handle>[^/]+)/video/(?P<video>[1-9][0-9]{5,19})/?")


@dataclass(frozen=True, slots=True)
class VideoReference:
    """A video as somebody named it. `url` is ours, made of the parts: what was pasted is never kept."""

    video_id: str
    url: str
    by_url: bool

    @classmethod
    def of(cls, given: str, handle: Handle, field: str = "video") -> "VideoReference":
        """Read TikTok's id, or the address of a video's page, which must be this creator's. Raises InvalidValue."""
        bare = text(given, field, URL_MAX)
        if _ID.fullmatch(bare):
            return cls(bare, _page(handle, bare), by_url=False)
        parts = _https(bare, field, _VIDEO)
        found = _PATH.fullmatch(parts.path)
        if parts.hostname not in _HOSTS or found is None:
            raise InvalidValue(field, _VIDEO)
        if found["handle"].casefold() != handle.key:
            raise InvalidValue(field, f"is a video of @{found['handle']}, not of @{handle}")
        return cls(found["video"], _page(handle, found["video"]), by_url=True)


@dataclass(frozen=True, slots=True)
class Submission:
    """One handing in. Either `video_id` with its `url`, or `draft_url`."""

    at: datetime
    by: MemberId
    video_id: str | None = None
    url: str | None = None
    draft_url: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if (self.video_id is None) == (self.draft_url is None):
            raise InvalidValue("video", "hand in either a video or a link to a draft")


def draft_link(given: str, field: str = "draftUrl") -> str:
    """Check a link to a draft, wherever it lies. It is shown to people, and never fetched. Raises InvalidValue."""
    bare = text(given, field, URL_MAX)
    _https(bare, field, "is not an https address")
    return bare


def _https(bare: str, field: str, otherwise: str) -> SplitResult:
    try:
        parts = urlsplit(bare)
        plain = parts.scheme == "https" and parts.hostname and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        plain = False
    if not plain or any(character.isspace() or character in '<>"\\^`{|}' for character in bare):
        raise InvalidValue(field, otherwise)
    return parts


def _page(handle: Handle, video_id: str) -> str:
    return f"https://www.tiktok.com/@{handle}/video/{video_id}"
