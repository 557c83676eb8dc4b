"""Sending bytes to the address that TikTok named: PUT with a range.

TikTok for Developers, "content-posting-api-media-transfer-guide".
"""

from collections.abc import AsyncIterator, Collection
from urllib.parse import SplitResult, urlsplit

import httpx
from opentelemetry.trace import SpanKind

from creatorport.adapters.observability.traces import span
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokUnreachable
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.upload_plan import Chunk
from creatorport.domain.secret import Secret

_NAME = "post.upload"
_OUT_OF_STEP = 416
_PORTS = {"https": 443, "http": 80}
_ENDED = frozenset({400, 403, 404})


class HttpUploads:
    """Implements VideoUploads. Bytes go to the allowed `origins` and nowhere else, whatever an answer says.

    No redirect is followed, no token is sent, and the address is in no log: whoever has it can upload.
    """

    def __init__(self, client: httpx.AsyncClient, origins: Collection[str], *, silence: float = 60.0) -> None:
        """`silence` is how long the connection may stand still, in seconds: a whole chunk may take its time."""
        self._client = client
        self._origins = tuple(urlsplit(origin) for origin in origins)
        self._timeout = httpx.Timeout(silence, connect=5.0, pool=5.0)

    def trusts(self, url: Secret) -> bool:
        try:
            parts = urlsplit(url.reveal())
            return parts.username is None and any(_is_of(parts, origin) for origin in self._origins)
        except ValueError:
            return False

    async def send(self, url: Secret, chunk: Chunk, kind: MediaKind, pieces: AsyncIterator[bytes]) -> bool:
        if not self.trusts(url):
            raise TikTokRefused(_NAME, "the address is none of CREATORPORT_TIKTOK_UPLOAD_ORIGINS")
        with span(f"tiktok {_NAME}", SpanKind.CLIENT):
            return _taken(await self._put(url, chunk, kind, pieces))

    async def _put(self, url: Secret, chunk: Chunk, kind: MediaKind, pieces: AsyncIterator[bytes]) -> int:
        headers = {
            "Content-Type": kind.value,
            "Content-Length": str(chunk.length),
            "Content-Range": f"bytes {chunk.first}-{chunk.last}/{chunk.total}",
        }
        # An address is said without words of httpx's: theirs would repeat it.
        try:
            request = self._client.build_request(
                "PUT", url.reveal(), headers=headers, content=pieces, timeout=self._timeout
            )
            response = await self._client.send(request, stream=True, follow_redirects=False)
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.ProxyError,
            httpx.InvalidURL,
        ) as lost:
            raise TikTokUnreachable(_NAME, f"no connection ({type(lost).__name__})") from None
        except (httpx.HTTPError, httpx.StreamError) as lost:
            raise TikTokAnswerLost(_NAME, f"no answer ({type(lost).__name__})") from None
        await response.aclose()
        return response.status_code


def _taken(status: int) -> bool:
    if 200 <= status < 300:
        return True
    if status == _OUT_OF_STEP:
        return False
    if status in _ENDED or 300 <= status < 400:
        raise TikTokRefused(_NAME, f"HTTP {status}")
    raise TikTokAnswerLost(_NAME, f"HTTP {status}")


def _is_of(parts: SplitResult, allowed: SplitResult) -> bool:
    host, wanted = parts.hostname or "", allowed.hostname or ""
    if parts.scheme != allowed.scheme or _port(parts) != _port(allowed):
        return False
    return host.endswith(wanted[1:]) if wanted.startswith("*.") else host == wanted


def _port(parts: SplitResult) -> int | None:
    return parts.port or _PORTS.get(parts.scheme)
