"""Where the media of a post come from: `source_info` of the three inits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.envelope import Refusal
from tiktok_simulator.posting.chunks import flaw

FILE = "FILE_UPLOAD"
PULL = "PULL_FROM_URL"
MOST_PHOTOS = 35
_LONGEST_URL = 2048


@dataclass(frozen=True, slots=True)
class Source:
    """`size`, `chunk_size` and `chunk_count` of a file, or `urls` to pull from."""

    kind: str
    size: int = 0
    chunk_size: int = 0
    chunk_count: int = 0
    urls: tuple[str, ...] = ()


def video_source(call: Call, asked: Mapping[str, Any]) -> Source:
    info = _info(call, asked)
    if info.get("source") == PULL:
        return Source(PULL, urls=(_url(call, info.get("video_url")),))
    if info.get("source") != FILE:
        raise _incorrect(call)
    size, chunk, count = (info.get(name) for name in ("video_size", "chunk_size", "total_chunk_count"))
    if type(size) is not int or type(chunk) is not int or type(count) is not int:
        raise _incorrect(call)
    switches = call.app.switches
    wrong = flaw(size, chunk, count, rules=switches.chunk_rules, megabyte=switches.megabyte)
    if wrong is not None:
        raise call.invalid(wrong)
    return Source(FILE, size, chunk, count)


def photo_source(call: Call, asked: Mapping[str, Any]) -> Source:
    info = _info(call, asked)
    images, cover = info.get("photo_images"), info.get("photo_cover_index")
    if info.get("source") != PULL or not isinstance(images, list) or not 1 <= len(images) <= MOST_PHOTOS:
        raise _incorrect(call)
    if type(cover) is not int or not 0 <= cover < len(images):
        raise call.invalid("The photo cover index is invalid")
    return Source(PULL, urls=tuple(_url(call, image) for image in images))


def check_ownership(call: Call, source: Source) -> None:
    """Every URL lies below something that the app's developer has proved to own."""
    if not all(_owned(url, call.app.verified_urls) for url in source.urls):
        raise Refusal("url_ownership_unverified", 403, "Please verify the ownership of the URL before using it")


def _owned(url: str, verified: Sequence[str]) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    prefixes = tuple(own for own in verified if own.startswith("https://"))
    domains = [own.lower() for own in verified if not own.startswith("https://")]
    return url.startswith(prefixes) or any(host == own or host.endswith(f".{own}") for own in domains)


def _info(call: Call, asked: Mapping[str, Any]) -> dict[str, Any]:
    info = asked.get("source_info")
    if not isinstance(info, dict):
        raise _incorrect(call)
    return info


def _url(call: Call, value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_URL or not value.isascii():
        raise _incorrect(call)
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise _incorrect(call) from error
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise _incorrect(call)
    return value


def _incorrect(call: Call) -> Refusal:
    return call.invalid("The request source info is empty or incorrect")
