"""`creatorport demo` as somebody runs it who has just installed the package."""

import asyncio
import json
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from gql import Client, gql
from gql.transport.websockets import WebsocketsTransport

from tests.e2e.stage.processes import Program, free_port, mentioning, nothing_left, run, start
from tests.e2e.stage.waiting import soon

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("demo")]


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo's folder and ports."""

    folder: Path
    port: int
    simulator_port: int

    @property
    def arguments(self) -> list[str]:
        return [
            "creatorport", "demo", "--folder", str(self.folder), "--port", str(self.port),
            "--simulator-port", str(self.simulator_port), "--speed", "3600",
        ]  # fmt: skip

    def start(self, log: str) -> Program:
        return start(self.folder.parent / log, self.arguments, cold=True)


@dataclass(frozen=True, slots=True)
class Played:
    """A demo that was played to its end with `--once`."""

    demo: Demo
    ended: "subprocess.CompletedProcess[str]"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="creatorport-demo-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL, which drops root's rights, has to pass through
        yield Path(folder)
        assert mentioning(Path(folder)) == []


@pytest.fixture(scope="module")
def demo(place: Path) -> Demo:
    return Demo(place / "demo", free_port(), free_port())


@pytest.fixture(scope="module")
def played(demo: Demo) -> Played:
    return Played(demo, run([*demo.arguments, "--once"], cold=True))


def test_stopped_before_the_gateway_is_up_it_says_so_and_leaves_no_process_behind(demo: Demo) -> None:
    program = demo.start("stopped.log")
    soon(lambda: any("postgres" in line for line in mentioning(demo.folder)), "the database comes up", within=120)
    assert program.stop(signal.SIGTERM) == 1
    assert program.text().splitlines()[-1] == "Stopped before the end."
    assert "The gateway is up" not in program.text()
    assert nothing_left(demo.folder)


def test_the_demo_ends_by_itself_with_one_json_line(played: Played) -> None:
    assert played.ended.returncode == 0, played.ended.stdout + played.ended.stderr
    assert played.ended.stderr == ""
    *story, last = played.ended.stdout.splitlines()
    counts = json.loads(last)
    assert set(counts) == {
        "creators", "invitations", "deliverables", "linked_posts", "snapshots", "milestones", "live_messages",
        "seconds", "campaign_id", "last_cursor",
    }  # fmt: skip
    assert counts["creators"] == sum(counts["invitations"].values()) == 20
    assert counts["linked_posts"] >= 4
    assert counts["snapshots"] >= counts["linked_posts"]
    assert counts["live_messages"] >= 8
    assert counts["milestones"] == 1
    assert counts["deliverables"]["linked"] >= 1
    assert all(re.match(r"\[ *\d+\.\d s\] ", line) for line in story)
    assert nothing_left(played.demo.folder)


@pytest.mark.speaks_secrets  # it prints a token to paste
async def test_started_again_it_serves_on_with_the_same_data_and_what_it_prints_works_as_pasted(played: Played) -> None:
    demo = played.demo
    program = demo.start("again.log")
    try:
        told = soon(lambda: farewell(program), "the demo serves on", within=120)
        token = re.search(r"Token, one week +(\S+)", told)
        assert token is not None
        names = [one["name"] for one in pasted_query(told)["data"]["campaigns"]["nodes"]]
        assert names == ["Spring glow", "Spring glow"]
        assert json.loads(re.findall(r'^ +(\{"Authorization.*\})$', told, re.MULTILINE)[0]) == {
            "Authorization": f"Bearer {token[1]}"
        }
        subscription = re.search(r"^ +(subscription .*)$", told, re.MULTILINE)
        assert subscription is not None
        update = await first_message(demo.port, token[1], subscription[1])
        assert update["campaignPerformance"]["totals"]["posts"] >= 4
        for address in re.findall(r"^ +(?:GraphiQL|Graph|Simulated).* (http\S+)$", told, re.MULTILINE):
            assert await shows_a_page(address)
        other = Demo(demo.folder.parent / "other", demo.port, demo.simulator_port)
        refused = await asyncio.to_thread(run, [*other.arguments, "--once"], cold=True)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.startswith(f"Port {demo.port} is in use.")
        crowding = Demo(demo.folder, free_port(), free_port())
        refused = await asyncio.to_thread(run, [*crowding.arguments, "--once"], cold=True)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == (
            f"Another demo uses {demo.folder}. Stop it, or choose another folder with --folder.\n"
        )
        assert f"CREATORPORT_PORT={demo.port}\n" in (demo.folder / "gateway.env").read_text()
        assert program.stop(signal.SIGINT) == 0
    finally:
        program.stop()
    assert nothing_left(demo.folder)


def test_a_taken_port_gives_one_clear_message_and_nothing_is_left_behind(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        demo = Demo(place / "taken", free_port(), somebody.getsockname()[1])
        ended = run([*demo.arguments, "--once"], cold=True)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"Port {demo.simulator_port} is in use. Stop the program that listens there, "
        "or run `creatorport demo --simulator-port … --folder …` with another port, and a folder of its own.\n"
    )
    assert nothing_left(demo.folder)


def farewell(program: Program) -> str:
    """The text at the end, once it is complete."""
    assert program.alive, program.text()
    text = program.text()
    return text[text.index("Everything keeps running") :] if "-d '{" in text else ""


def pasted_query(told: str) -> dict[str, Any]:
    """What the shell answers to the printed command."""
    assert shutil.which("curl") is not None
    command = told[told.index("curl -s") :]
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30, check=True)
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


async def shows_a_page(address: str) -> bool:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        return (await http.get(address, headers={"Accept": "text/html, */*"})).status_code == 200


async def first_message(port: int, token: str, subscription: str) -> dict[str, Any]:
    transport = WebsocketsTransport(
        f"ws://localhost:{port}/graphql",
        init_payload={"Authorization": f"Bearer {token}"},
        subprotocols=["graphql-transport-ws"],
        connect_args={"proxy": None},
    )
    async with Client(transport=transport) as session:
        message: dict[str, Any] = await anext(session.subscribe(gql(subscription)))
    return message
