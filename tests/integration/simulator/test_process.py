import asyncio
import signal
import socket
import time
from pathlib import Path

import httpx
import orjson
import pytest

from tests.integration.simulator.process import ended, eventually, running
from tests.integration.simulator.visitor import HANDLE, USER_INFO, Visitor, oauth_error_of
from tiktok_simulator.server import listening_socket
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator

pytestmark = pytest.mark.process
STILL = ("--speed", "0")


async def test_a_real_process_serves_the_same_world_as_one_in_process() -> None:
    path = "/_simulator/world/creators?limit=5000"
    transport = httpx.ASGITransport(create_app(Simulator(Settings(seed=5))))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        expected = (await http.get(path)).content
    with running("--seed", "5", *STILL) as simulator:
        async with simulator.client() as http:
            assert (await http.get(path)).content == expected
            visitor = Visitor(http)
            await visitor.choose_app("desktop")
            pair = await visitor.connect()
            assert (await visitor.user_info(pair["access_token"])).json()["data"]["user"] == {
                "open_id": pair["open_id"]
            }


async def test_two_processes_tell_the_same_story() -> None:
    stories = []
    for _ in range(2):
        # Not as copies of one process, which would agree on each hash.
        with running("--seed", "6", *STILL, "--webhook-url", "http://127.0.0.1:9/hooks", cold=True) as simulator:
            async with simulator.client() as http:
                visitor = Visitor(http)
                await visitor.choose_app("desktop")
                pair = await visitor.connect()
                await visitor.advance(1234.5)
                await visitor.refresh(pair["refresh_token"])
                await visitor.control("POST", f"accounts/{HANDLE}/revoke", {})
                ledger = await http.get("/_simulator/ledger")
                creator = await http.get(f"/_simulator/world/creators/{HANDLE}")
                stories.append((ledger.content, creator.content))
    assert stories[0] == stories[1]


async def test_time_that_begins_now_catches_up_after_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    arguments = ("--epoch", "now", *STILL, "--state", str(state))
    begun = int(time.time())
    with running(*arguments) as simulator:
        async with simulator.client() as http:
            first = (await Visitor(http).control("GET", "clock"))["now"]
        simulator.program.stop()
    assert begun <= first <= time.time()
    assert await asyncio.to_thread(eventually, lambda: time.time() >= first + 2)
    with running(*arguments) as simulator:
        async with simulator.client() as http:
            assert (await Visitor(http).control("GET", "clock"))["now"] >= first + 2


async def test_an_answer_does_not_wait_to_be_sent() -> None:
    with listening_socket("127.0.0.1", 0) as listener:
        served: asyncio.Queue[int] = asyncio.Queue()

        async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            without_delay = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            await writer.wait_closed()
            await served.put(without_delay)

        async with await asyncio.start_server(serve, sock=listener):
            with socket.create_connection(listener.getsockname()):
                assert await asyncio.wait_for(served.get(), 30) != 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly_even_with_an_answer_under_way(number: signal.Signals) -> None:
    with running(*STILL) as simulator:
        async with simulator.client() as http:
            visitor = Visitor(http)
            await visitor.arm("slow_answer", endpoint=USER_INFO, options={"seconds": 60})
            slow = asyncio.create_task(visitor.user_info("act.any"))
            while not (await visitor.control("GET", "faults"))["armed"][0]["struck"]:
                assert not slow.done()
            # Long before that answer would be due.
            assert await asyncio.to_thread(simulator.program.stop, number) == 0
            with pytest.raises(httpx.TransportError):
                await slow
        assert "Traceback" not in simulator.program.text()


def test_a_port_in_use_is_one_clear_line_and_exit_code_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = ended("--port", str(port))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == f"tiktok-simulator: cannot listen on 127.0.0.1:{port}: Address already in use\n"


async def test_state_outlives_a_kill_and_time_stands_still_meanwhile(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    arguments = ("--seed", "3", *STILL, "--state", str(state))
    with running(*arguments) as simulator:
        async with simulator.client() as http:
            visitor = Visitor(http)
            await visitor.choose_app("desktop")
            first = await visitor.connect()
            await visitor.advance(1000)
            second = (await visitor.refresh(first["refresh_token"])).json()
            await visitor.arm("internal_error", count=1, endpoint=USER_INFO)
            ledger = (await http.get("/_simulator/ledger")).content
            assert await asyncio.to_thread(eventually, lambda: _saved_refreshes(state) == 1)
            assert await asyncio.to_thread(eventually, lambda: b"internal_error" in state.read_bytes())
        simulator.kill()
    with running(*arguments) as simulator:
        async with simulator.client() as http:
            visitor = Visitor(http, visitor.app)
            assert (await http.get("/_simulator/ledger")).content == ledger
            assert (await visitor.control("GET", "clock"))["now"] == 1_795_132_800 + 1000
            assert oauth_error_of(await visitor.refresh(first["refresh_token"]))[1] == "invalid_grant"
            assert (await visitor.user_info(second["access_token"])).status_code == 500
            assert (await visitor.user_info(second["access_token"])).status_code == 200
            assert "access_token" in (await visitor.refresh(second["refresh_token"])).json()


async def test_a_webhook_not_yet_delivered_outlives_a_kill(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    state = tmp_path / "state.json"
    url = f"http://127.0.0.1:{port}/hooks"
    with running(*STILL, "--state", str(state), "--webhook-url", url) as simulator:
        async with simulator.client() as http:
            visitor = Visitor(http)
            await visitor.choose_app("desktop")
            await visitor.connect()
            await visitor.control("POST", f"accounts/{HANDLE}/revoke", {})
            assert await asyncio.to_thread(eventually, lambda: b"ConnectError" in state.read_bytes())
        simulator.kill()
    told: asyncio.Queue[bytes] = asyncio.Queue()

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        [length] = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-len")]
        await told.put(await reader.readexactly(length))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(receive, "127.0.0.1", port):
        with running(*STILL, "--state", str(state)) as simulator:
            async with simulator.client() as http:
                await Visitor(http).advance(15)
                body = orjson.loads(await asyncio.wait_for(told.get(), 10))
    assert body["event"] == "authorization.removed"


@pytest.mark.parametrize("name", ["lost_request", "lost_answer"])
async def test_a_dropped_connection_is_dropped_on_the_wire(name: str) -> None:
    with running(*STILL) as simulator:
        async with simulator.client() as http:
            visitor = Visitor(http)
            await visitor.choose_app("desktop")
            pair = await visitor.connect()
            await visitor.arm(name, count=1, endpoint="/open/v2/oauth/token/")
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                await visitor.refresh(pair["refresh_token"])
            refreshed = len(await visitor.ledger("token_refreshed"))
            assert refreshed == (1 if name == "lost_answer" else 0)
            assert simulator.program.alive


async def test_running_time_moves_the_clock_by_itself() -> None:
    with running("--speed", "1000") as simulator:
        async with simulator.client() as http:
            visitor = Visitor(http)
            begun, first = time.monotonic(), (await visitor.control("GET", "clock"))["now"]
            while (await visitor.control("GET", "clock"))["now"] < first + 200:
                assert time.monotonic() < begun + 30


def test_an_epoch_that_is_no_time_is_refused() -> None:
    refused = ended("--port", "0", "--epoch", "tomorrow")
    assert refused.returncode == 2
    assert "--epoch" in refused.stderr


def test_every_option_is_explained() -> None:
    told = ended("--help")
    assert told.returncode == 0
    options = ("port", "host", "seed", "speed", "epoch", "state", "webhook-url", "assumed", "tempo")
    assert all(f"--{option}" in told.stdout for option in options)


def test_a_state_of_another_seed_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with running("--seed", "3", "--state", str(state)) as simulator:
        assert simulator.program.stop() == 0
    refused = ended("--port", "0", "--seed", "4", "--state", str(state))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "tiktok-simulator: the saved state has seed 3, not 4\n"


def test_a_broken_state_is_one_clear_line(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text("{")
    refused = ended("--port", "0", "--state", str(state))
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert str(state) in refused.stderr


def _saved_refreshes(state: Path) -> int:
    entries = orjson.loads(state.read_bytes())["parts"]["ledger"] if state.exists() else []
    return sum(entry["kind"] == "token_refreshed" for entry in entries)
