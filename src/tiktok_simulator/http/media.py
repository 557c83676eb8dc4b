"""The image host: links that carry their end and a signature, and stop working when they end."""

import base64
import hmac
import re
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_SIZE = re.compile(r":(\d{2,4}):(\d{2,4})")
_BANDS = 8


def origin(request: Request) -> str:
    """Scheme and host as the caller wrote them, so that links lead back to this process."""
    return f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"


def signed_image_url(simulator: "Simulator", request: Request, path: str, *, life: float, extra: str = "") -> str:
    """A link under `/cdn/` that lives `life` virtual seconds. `path` holds its size as `:width:height`."""
    expires = int(simulator.clock.now() + life)
    signature = quote(_signature(simulator, path, expires), safe="")
    return f"{origin(request)}/cdn/{path}?x-expires={expires}&x-signature={signature}{extra}"


def image(simulator: "Simulator", request: Request, _body: bytes) -> Response:
    """The image, or 403 when the link has ended or was not signed by us."""
    path = request.path_params["path"]
    query = parse_qs(request.url.query)
    expires, signature = query.get("x-expires", [""])[0], query.get("x-signature", [""])[0]
    if not (expires.isascii() and expires.isdigit()):
        return PlainTextResponse("Access Denied", status_code=403)
    genuine = hmac.compare_digest(signature.encode(), _signature(simulator, path, int(expires)).encode())
    if not genuine or int(expires) <= simulator.clock.now():
        return PlainTextResponse("Access Denied", status_code=403)
    size = _SIZE.search(path)
    width, height = (int(size[1]), int(size[2])) if size else (100, 100)
    picture = _png(min(width, 1080), min(height, 1080), simulator.digest("image", path.partition("~")[0])[:6])
    return Response(picture, media_type="image/png")


def _signature(simulator: "Simulator", path: str, expires: int) -> str:
    key = simulator.digest("image key")
    return base64.b64encode(hmac.digest(key, f"{path}\n{expires}".encode(), "sha256")).decode()


@lru_cache(maxsize=256)
def _png(width: int, height: int, colours: bytes) -> bytes:
    """A few bands from one colour to another, so that creators can be told apart at a glance."""
    start, end = colours[:3], colours[3:]
    palette = b"".join(
        bytes(first + (last - first) * band // (_BANDS - 1) for first, last in zip(start, end, strict=True))
        for band in range(_BANDS)
    )
    rows = b"".join(b"\0" + bytes([row * _BANDS // height]) * width for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
