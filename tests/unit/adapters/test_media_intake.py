"""`PUT /media`, and the file that proves whose the public URL is."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from creatorport.adapters.http.media_intake import MediaIntake
from creatorport.adapters.http.verification import verification_route
from creatorport.adapters.identity.bearer import Identity, IssuerUnreachable, NoBearerToken, NotAuthenticated
from creatorport.application.use_cases.keep_media import KeepMedia
from creatorport.domain.ids import MemberId
from creatorport.domain.publishing.media import Media, MediaKind
from creatorport.domain.workspace import Member, Role
from tests.fakes.media import InMemoryMediaStore
from tests.unit.application.stage import LUMEN, Stage

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(100)
MOST = 200


class Door:
    def __init__(self) -> None:
        self.stage = Stage()
        self.store = InMemoryMediaStore()
        keep = KeepMedia(self.stage.units, self.stage.clock, self.stage.identities, self.store, MOST)
        intake = MediaIntake(self._identify, keep, lambda local: f"M:{local}")
        self.app = Starlette(
            routes=[
                Route("/media", intake.answer, methods=["PUT"]),
                *verification_route("tiktokAb1.txt=tiktok-site=Ab"),
            ]
        )

    async def put(self, content: Any, role: str | None = "creator", **headers: str) -> httpx.Response:
        sent = headers if role is None else {"Authorization": f"Bearer {role}", **headers}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://gateway.test") as http:
            return await http.put("/media", content=content, headers=sent)

    async def _identify(self, authorization: str | None) -> Identity:
        if authorization is None:
            raise NoBearerToken("none")
        if authorization == "Bearer ended":
            raise NotAuthenticated("ended")
        if authorization == "Bearer unchecked":
            raise IssuerUnreachable("away")
        member = Member(MemberId("mara"), LUMEN, Role(authorization.removeprefix("Bearer ")))
        return Identity(member, datetime.max.replace(tzinfo=UTC))


@pytest.fixture
def door() -> Door:
    return Door()


async def in_pieces(whole: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


@pytest.mark.parametrize(
    ("role", "status", "code", "header"),
    [
        (None, 401, "UNAUTHENTICATED", ("www-authenticate", 'Bearer realm="creatorport"')),
        ("ended", 401, "UNAUTHENTICATED", ("www-authenticate", 'Bearer realm="creatorport", error="invalid_token"')),
        ("unchecked", 503, "ISSUER_UNREACHABLE", ("retry-after", "5")),
    ],
)
async def test_who_cannot_be_let_in_is_told_why(
    door: Door, role: str | None, status: int, code: str, header: tuple[str, str]
) -> None:
    answer = await door.put(MP4, role)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.headers[header[0]] == header[1]


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
async def test_a_video_is_kept_as_it_streams_in(door: Door, size: int) -> None:
    answer = await door.put(in_pieces(MP4, size))
    assert answer.status_code == 201
    (media,) = door.stage.kept(Media)
    shown = {"id": f"M:{media.id}", "contentType": "video/mp4", "bytes": str(len(MP4))}
    assert answer.json() == {"media": shown}
    assert (media.owner, media.workspace_id, media.kind, media.size) == ("mara", LUMEN, MediaKind.MP4, len(MP4))
    assert door.store.kept == {(LUMEN, media.id): MP4}


@pytest.mark.parametrize(
    ("content", "role", "status", "code"),
    [
        (MP4, None, 401, "UNAUTHENTICATED"),
        (MP4, "viewer", 403, "NOT_ALLOWED"),
        (b"<html>", "creator", 415, "MEDIA_NOT_TAKEN"),
        (b"", "creator", 415, "MEDIA_NOT_TAKEN"),
        (MP4 + bytes(MOST), "creator", 413, "MEDIA_TOO_LARGE"),
        (in_pieces(MP4 + bytes(MOST), 50), "creator", 413, "MEDIA_TOO_LARGE"),
    ],
    ids=["stranger", "viewer", "html", "empty", "declared", "streamed"],
)
async def test_what_is_refused_leaves_nothing_behind(
    door: Door, content: Any, role: str | None, status: int, code: str
) -> None:
    answer = await door.put(content, role)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert (door.store.kept, door.stage.kept(Media)) == ({}, [])


async def test_tiktoks_file_of_proof_is_served_and_nothing_else(door: Door) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(door.app), base_url="http://gateway.test") as http:
        proof = await http.get("/tiktokAb1.txt")
        assert (proof.status_code, proof.text) == (200, "tiktok-site=Ab")
        assert (await http.get("/tiktokAb2.txt")).status_code == 404
    assert verification_route(None) == []
