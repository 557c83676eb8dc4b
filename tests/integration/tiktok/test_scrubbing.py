"""Recording is tried against a server of our own: no secret reaches the file, and it plays back."""

import asyncio
from pathlib import Path

import httpx

from tests.integration.tiktok.conftest import recorder

ANSWER = b'{"access_token":"hush-in-answer","scope":"a,b","error":{"code":"ok"},"list":[{"refresh_token":"hush-deep"}]}'


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    head = ["HTTP/1.1 200 OK", "Content-Type: application/json", "Set-Cookie: id=hush-cookie", "Connection: close"]
    writer.write("\r\n".join([*head, f"Content-Length: {len(ANSWER)}", "", ""]).encode() + ANSWER)
    await writer.drain()
    writer.close()


async def _ask(url: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(
            url,
            params={"secret": "hush-in-query", "page": "1"},
            headers={"Access-Token": "hush-in-header", "Authorization": "Bearer hush-bearer"},
            content=b"client_secret=hush-in-form&code=hush-code&grant_type=authorization_code",
        )


async def test_no_secret_reaches_a_cassette_and_it_plays_back_without_the_server(tmp_path: Path) -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v2/oauth/token/"
    with recorder(tmp_path, "all").use_cassette("made.yaml"):
        answer = await _ask(url)
    server.close()
    await server.wait_closed()
    assert answer.content == ANSWER

    written = (tmp_path / "made.yaml").read_text()
    assert "hush" not in written
    assert "authorization_code" in written
    assert '"code": "ok"' in written

    with recorder(tmp_path, "none").use_cassette("made.yaml"):
        played = await _ask(url)
    assert played.json()["access_token"] == "scrubbed"
    assert played.json()["list"] == [{"refresh_token": "scrubbed"}]
