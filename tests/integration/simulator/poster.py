"""Somebody who posts through a simulated TikTok as an app does."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.integration.simulator.visitor import HANDLE, Visitor, bearer
from tiktok_simulator.posting.paths import CREATOR_INFO, DRAFT_INIT, STATUS, VIDEO_INIT

SCOPES = ("user.info.basic", "video.list", "video.upload", "video.publish")
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
PULLED = "https://media.gateway.example/tt/lemon.mp4"


def whole(size: int = 1000) -> dict[str, Any]:
    """A source of one chunk."""
    return {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": size, "total_chunk_count": 1}


def pulled(url: str = PULLED) -> dict[str, Any]:
    return {"source": "PULL_FROM_URL", "video_url": url}


@dataclass
class Poster:
    visitor: Visitor
    token: str
    handle: str = HANDLE

    async def call(self, path: str, body: Any = None) -> httpx.Response:
        return await self.visitor.http.post(path, headers=bearer(self.token), json={} if body is None else body)

    async def info(self) -> httpx.Response:
        return await self.call(CREATOR_INFO)

    async def init(self, source: dict[str, Any] | None = None, **post: Any) -> httpx.Response:
        info = {"privacy_level": "PUBLIC_TO_EVERYONE", "title": "lemon pasta #pasta", **post}
        return await self.call(VIDEO_INIT, {"post_info": info, "source_info": source or whole()})

    async def draft(self, source: dict[str, Any] | None = None) -> httpx.Response:
        return await self.call(DRAFT_INIT, {"source_info": source or whole()})

    async def put(self, url: str, content: bytes, span: str, **headers: str) -> httpx.Response:
        sent = {"Content-Type": "video/mp4", "Content-Range": span, **headers}
        return await self.visitor.http.put(url, content=content, headers=sent)

    async def send(self, answer: httpx.Response, size: int = 1000) -> str:
        """All bytes of a file in one chunk; returns the publish id."""
        data = answer.json()["data"]
        taken = await self.put(data["upload_url"], MP4.ljust(size, b"\0"), f"bytes 0-{size - 1}/{size}")
        assert taken.status_code == 201, taken.text
        return str(data["publish_id"])

    async def status(self, publish_id: str) -> dict[str, Any]:
        answer = await self.call(STATUS, {"publish_id": publish_id})
        assert answer.json()["error"]["code"] == "ok", answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data

    async def settle(self) -> None:
        """Wait until everything that is not slow by design has happened."""
        await self.visitor.advance(4 * 3600)

    async def set(self, **settings: Any) -> None:
        await self.visitor.control("POST", f"accounts/{self.handle}/posting", settings)


async def poster(visitor: Visitor, handle: str = HANDLE, scopes: tuple[str, ...] = SCOPES) -> Poster:
    """Connected just now with these scopes."""
    query = {"scope": ",".join(SCOPES)}
    answer = await visitor.exchange(await visitor.code(handle, scopes, **query))
    return Poster(visitor, answer.json()["access_token"], handle)
