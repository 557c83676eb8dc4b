"""Webhooks over real sockets: what the guard and the limits are for."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from creatorport.adapters.hooks.names import SystemNames
from creatorport.adapters.hooks.sender import LARGEST_ANSWER, HttpHookSender
from creatorport.application.ports.hook_sending import HookAnswer, HookRequest
from creatorport.domain.errors import HookAddressRefused, HookUnreachable
from creatorport.domain.hooks.addresses import Destinations
from tests.receivers.certificates import certified
from tests.receivers.names import HERE, THIS_MACHINE, Names
from tests.receivers.server import Receiver, receiving

PUBLIC = "93.184.215.14"
NOBODY_TRUSTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as found:
        yield found


def sender(names: Names | None = None, *, seconds: float = 5.0) -> HttpHookSender:
    return HttpHookSender(THIS_MACHINE, seconds=seconds, resolve=names or Names(), context=NOBODY_TRUSTED)


def request_to(receiver: Receiver, path: str = "/in") -> HookRequest:
    return HookRequest(f"http://hooks.test:{receiver.port}{path}", {"webhook-id": "evt-1"}, b"{}")


async def send(receiver: Receiver, *, seconds: float = 5.0) -> HookAnswer:
    return await sender(seconds=seconds).send(request_to(receiver))


async def test_a_name_that_is_public_when_it_is_checked_and_internal_when_it_is_called_is_refused(
    receiver: Receiver,
) -> None:
    names = Names()
    names.lead_in_turn([PUBLIC], [HERE])
    guarded = HttpHookSender(Destinations(), resolve=names)
    url = f"https://rebinding.test:{receiver.port}/"
    await guarded.check(url)
    with pytest.raises(HookAddressRefused):
        await guarded.send(HookRequest(url, {}, b"{}"))
    assert receiver.connections == 0


async def test_one_internal_address_among_public_ones_is_enough_to_refuse(receiver: Receiver) -> None:
    names = Names()
    names.lead(PUBLIC, HERE)
    with pytest.raises(HookAddressRefused):
        await HttpHookSender(Destinations(), resolve=names).check(f"https://both.test:{receiver.port}/")
    assert receiver.connections == 0


async def test_a_call_asks_for_the_name_once_and_goes_to_the_very_address_that_was_judged(receiver: Receiver) -> None:
    names = Names()
    names.lead_in_turn(["127.0.0.1"], ["127.0.0.99"])
    assert (await sender(names).send(request_to(receiver, "/in?key=1"))).status == 204
    assert names.asked == 1
    call = receiver.calls[0]
    assert call.line == "POST /in?key=1 HTTP/1.1"
    assert call.headers["host"] == f"hooks.test:{receiver.port}"
    assert (call.headers["content-type"], call.headers["accept-encoding"]) == ("application/json", "identity")


async def test_an_address_that_takes_no_connections_makes_way_for_the_next(receiver: Receiver) -> None:
    names = Names()
    names.lead("127.0.0.2", "127.0.0.1")
    assert (await sender(names).send(request_to(receiver))).status == 204
    names.lead("127.0.0.2", "127.0.0.3")
    with pytest.raises(HookUnreachable, match="no connection"):
        await sender(names).send(request_to(receiver))


async def test_plain_http_goes_to_permitted_networks_alone(receiver: Receiver) -> None:
    names = Names()
    names.lead(PUBLIC)
    with pytest.raises(HookAddressRefused, match="begins with https"):
        await sender(names).send(request_to(receiver))


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "[::1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]"],
)
async def test_however_this_machine_is_written_it_is_not_called(receiver: Receiver, host: str) -> None:
    guarded = HttpHookSender(Destinations(), resolve=SystemNames())
    with pytest.raises(HookAddressRefused):
        await guarded.check(f"https://{host}:{receiver.port}/")
    with pytest.raises((HookAddressRefused, HookUnreachable)):
        await guarded.send(HookRequest(f"https://{host}:{receiver.port}/", {}, b"{}"))
    assert receiver.connections == 0


@pytest.mark.parametrize("host", ["a" * 64 + ".test", "no such host.test", "%31%32%37.0.0.1"])
async def test_a_name_that_is_none_leads_nowhere(host: str) -> None:
    with pytest.raises(HookAddressRefused, match="leads nowhere"):
        await HttpHookSender(Destinations(), resolve=SystemNames()).check(f"https://{host}/")


async def test_a_redirect_is_an_answer_and_is_not_followed(receiver: Receiver) -> None:
    receiver.answer(307, headers={"Location": f"http://hooks.test:{receiver.port}/elsewhere"})
    assert (await send(receiver)).status == 307
    assert [one.line for one in receiver.calls] == ["POST /in HTTP/1.1"]


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 Said\r\nContent-Length: 100\r\n\r\n")
    for _ in range(100):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def drip_its_head(writer: asyncio.StreamWriter) -> None:
    for number in range(100):
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" if number % 2 else b"HTTP/1.1 102 Processing\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("dripping", [drip, drip_its_head])
async def test_an_answer_that_drips_is_cut_by_the_whole_limit(
    receiver: Receiver, dripping: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.do(dripping)  # type: ignore[arg-type]  # one of the two above
    started = time.monotonic()
    with pytest.raises(HookUnreachable, match=r"nothing whole within 0\.3 seconds"):
        await send(receiver, seconds=0.3)
    assert time.monotonic() - started < 4  # it would drip for five seconds


async def test_names_that_are_never_answered_are_cut_by_the_same_limit(receiver: Receiver) -> None:
    async def silent(_host: str, _port: int) -> list[object]:
        await asyncio.Event().wait()
        return []

    slow = HttpHookSender(THIS_MACHINE, seconds=0.1, resolve=silent, context=NOBODY_TRUSTED)  # type: ignore[arg-type]  # it never returns
    with pytest.raises(HookUnreachable, match="nothing whole"):
        await slow.send(request_to(receiver))
    with pytest.raises(HookAddressRefused, match="leads nowhere"):
        await slow.check("https://hooks.test/")


async def test_of_an_answer_without_an_end_only_the_beginning_is_read(receiver: Receiver) -> None:
    sent = 0

    async def pour(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 Said\r\n\r\n")
        while True:
            writer.write(b"x" * 4096)
            sent += 4096
            await writer.drain()

    receiver.do(pour)
    answer = await send(receiver)
    assert (answer.status, answer.excerpt) == (200, "x" * 500)
    await asyncio.sleep(0)
    # Beyond what was read there is what the machine's own buffers took.
    assert LARGEST_ANSWER <= sent < 16 * 1024 * 1024


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"HTTP/1.1 200 Said\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 Said\r\n" + b"X: y\r\n" * 40_000,
    ],
    ids=["nothing", "another protocol", "half", "no chunks", "a head without an end"],
)
async def test_an_answer_that_is_not_whole_is_none(receiver: Receiver, broken: bytes) -> None:
    receiver.do(broken)
    with pytest.raises(HookUnreachable, match="a broken answer"):
        await send(receiver)


async def test_a_packed_answer_stays_packed(receiver: Receiver) -> None:
    receiver.answer(200, "\x1f packed", headers={"Content-Encoding": "gzip"})
    assert (await send(receiver)).excerpt == "\ufffd packed"


async def test_the_environment_brings_in_no_proxy_and_no_password(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
        monkeypatch.setenv(name.lower(), "http://127.0.0.1:1")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password sesame\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert (await send(receiver)).status == 204
    assert "authorization" not in receiver.calls[0].headers


async def test_cookies_are_not_kept(receiver: Receiver) -> None:
    receiver.answer(200, headers={"Set-Cookie": "session=1"})
    calling = sender()
    await calling.send(request_to(receiver))
    await calling.send(request_to(receiver))
    assert "cookie" not in receiver.calls[1].headers
    assert receiver.connections == 2


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certified("hooks.test", tmp_path_factory.mktemp("certificates"))


async def over_tls(contexts: tuple[ssl.SSLContext, ssl.SSLContext], name: str, trusting: ssl.SSLContext) -> HookAnswer:
    asked: list[str] = []
    server, _ = contexts
    server.sni_callback = lambda _socket, wanted, _context: asked.append(wanted)
    async with receiving(tls=server) as receiver:
        calling = HttpHookSender(THIS_MACHINE, seconds=5, resolve=Names(), context=trusting)
        try:
            return await calling.send(HookRequest(f"https://{name}:{receiver.port}/", {}, b"{}"))
        finally:
            assert asked == [name]


async def test_a_certificate_must_be_the_names_although_an_address_is_called(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    assert (await over_tls(contexts, "hooks.test", contexts[1])).status == 204
    with pytest.raises(HookUnreachable, match="its certificate does not hold"):
        await over_tls(contexts, "other.test", contexts[1])
    with pytest.raises(HookUnreachable, match="its certificate does not hold"):
        await over_tls(contexts, "hooks.test", NOBODY_TRUSTED)


async def test_a_receiver_without_encryption_behind_https_is_unreachable() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test ready\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, HERE, 0)
    async with server:
        url = f"https://hooks.test:{server.sockets[0].getsockname()[1]}/"
        with pytest.raises(HookUnreachable, match="no encrypted connection"):
            await sender().send(HookRequest(url, {}, b"{}"))
