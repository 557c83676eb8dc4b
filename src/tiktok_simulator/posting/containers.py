"""What a file is, by its first bytes or by its name."""

from urllib.parse import urlsplit

_VIDEOS = {".mp4": "mp4", ".mov": "mov", ".webm": "webm"}
_PHOTOS = {".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}
_WEBM = b"\x1a\x45\xdf\xa3"


def container_of(head: bytes) -> str | None:
    """mp4, mov or webm; None for anything else."""
    if head[4:8] == b"ftyp":
        return "mov" if head[8:12] == b"qt  " else "mp4"
    return "webm" if head.startswith(_WEBM) else None


def format_of_url(url: str, media: str) -> str | None:
    """By the name's ending, as nothing is really pulled; a name without one is taken for the usual format."""
    name = urlsplit(url).path.rpartition("/")[2].lower()
    dot = name.rfind(".")
    known = _PHOTOS if media == "photo" else _VIDEOS
    return known.get(name[dot:]) if dot > 0 else next(iter(known.values()))
