"""Where `serve` and the demo listen, and what is told when they cannot."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from typer.testing import CliRunner

from creatorport.adapters.cli import app as commands
from creatorport.adapters.cli.demo.command import run
from creatorport.adapters.cli.demo.folder import alone_in
from creatorport.adapters.cli.demo.stage import DemoFailed, Stage
from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.cli.serving import CannotListen, PortInUse, listening_socket


def test_a_port_that_is_taken_is_told_with_the_way_to_another() -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=rf"127\.0\.0\.1:{port} .*another port with --port"):
            listening_socket("127.0.0.1", port)


def test_an_address_of_another_machine_is_not_taken_for_a_port_in_use() -> None:
    with pytest.raises(CannotListen, match=r"192\.0\.2\.1:0 .*another address with --host") as raised:
        listening_socket("192.0.2.1", 0)
    assert not isinstance(raised.value, PortInUse)


@pytest.mark.parametrize("arguments", [["serve", "--port", "65536"], ["demo", "--port", "0"]])
def test_a_port_that_there_is_not_is_refused(arguments: list[str]) -> None:
    ended = CliRunner().invoke(commands.cli(cast("Composition", SimpleNamespace())), arguments)
    assert ended.exit_code == 2
    assert "--port" in ended.output


HOLD = """
import sys
from pathlib import Path
from creatorport.adapters.cli.demo.folder import alone_in
with alone_in(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.process
def test_two_demos_do_not_share_a_folder_and_one_that_was_killed_holds_it_no_longer(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        stage = Stage(folder, *free_ports(), seed=7, speed=900, tempo=0.2)
        with pytest.raises(DemoFailed, match=r"^Another demo uses .*/demo\. Stop it, or choose another .* --folder\.$"):
            asyncio.run(run(stage, once=True, say=print))
        assert [path.name for path in folder.iterdir()] == ["demo.lock"]
        other.kill()
    with alone_in(folder):
        pass


def free_ports() -> tuple[int, int]:
    with socket.create_server(("localhost", 0)) as one, socket.create_server(("localhost", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


async def test_a_demo_whose_folder_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    stage = Stage(tmp_path / "file" / "demo", *free_ports(), seed=7, speed=900, tempo=0.2)
    with pytest.raises(DemoFailed, match=r"demo cannot be made \(Not a directory\)\. Set --folder\."):
        await run(stage, once=True, say=print)
