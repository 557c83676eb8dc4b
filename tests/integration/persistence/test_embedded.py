"""The embedded server, with real processes: shared, killed, in the way of others, and on broken folders."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from creatorport.adapters.persistence.embedded import EmbeddedPostgres
from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.folders import check_traversable, private_runtime_folder
from creatorport.adapters.persistence.holders import Holders
from creatorport.domain.errors import StorageUnavailable
from tests.e2e.stage.waiting import soon

pytestmark = pytest.mark.process

ROOT = os.geteuid() == 0
HOLD = """
import sys
from pathlib import Path
from creatorport.adapters.persistence.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
print(server.start(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users may reach, as a server started by root needs it."""
    with tempfile.TemporaryDirectory(prefix="cp-pg-", ignore_cleanup_errors=True) as name:
        path = Path(name)
        path.chmod(0o755)
        yield path / "postgres"
        for process in psutil.process_iter(["cmdline"]):
            if str(path / "postgres" / "data") in (process.info["cmdline"] or []):
                process.kill()


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A folder on which a server ran before, to be copied: making one takes longer than all the rest."""
    with tempfile.TemporaryDirectory(prefix="cp-pg-") as name:
        Path(name).chmod(0o755)
        server = EmbeddedPostgres(Path(name) / "postgres")
        server.start()
        server.stop()
        yield Path(name) / "postgres"


@pytest.fixture
def ready(folder: Path, made: Path) -> Path:
    """A folder of its own on which a server ran before."""
    subprocess.run(["cp", "-a", str(made), str(folder)], check=True)
    return folder


def answer(url: str) -> int:
    with psycopg.connect(conninfo(url)) as connection:
        row = connection.execute("SELECT 42").fetchone()
    assert row is not None
    return int(row[0])


def postmaster(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def gone(pid: int) -> bool:
    """Whether a process has ended, or does within moments: its files go first."""
    return soon(lambda: dead(pid), f"the process {pid} has ended", within=60)


def dead(pid: int) -> bool:
    """Where nobody buries the dead, they keep their number."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def become(name: str, server: EmbeddedPostgres) -> tuple[int, str, int]:
    """Start a server in a fork of this process as another user, and stop it when told so.

    Return the child, what it said, and the descriptor to tell it by. A fork, because another user may not reach this
    interpreter.
    """
    said, say = os.pipe()
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            user = pwd.getpwnam(name)
            os.chdir("/")
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            try:
                text = server.start()
            except StorageUnavailable as error:
                text = f"refused: {error}"
            os.write(say, text.encode())
            os.close(say)
            os.read(told, 1)
            server.stop()
        finally:
            os._exit(0)
    os.close(say)
    os.close(told)
    with os.fdopen(said) as heard:
        return child, heard.read(), tell


def let_go(child: int, tell: int) -> None:
    os.write(tell, b".")
    os.close(tell)
    os.waitpid(child, 0)


def hold(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a process that uses the server until its input ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    return child, child.stdout.readline().strip()


def leave(child: subprocess.Popen[str]) -> None:
    child.communicate(timeout=30)
    assert child.returncode == 0


def test_a_server_starts_keeps_its_rows_and_stops(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    url = server.start()
    with psycopg.connect(conninfo(url)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    assert server.start() == url
    running = postmaster(folder)
    server.stop()
    server.stop()
    assert gone(running)
    again = EmbeddedPostgres(folder)
    with psycopg.connect(conninfo(again.start())) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    again.stop()


def test_only_its_own_user_can_reach_the_server(ready: Path) -> None:
    server = EmbeddedPostgres(ready)
    server.start()
    assert (ready / "data").stat().st_mode & 0o077 == 0
    server.stop()


def test_several_processes_share_one_server_and_the_last_one_stops_it(ready: Path) -> None:
    first, url = hold(ready)
    second, same = hold(ready)
    running = postmaster(ready)
    assert url == same
    leave(first)
    assert answer(url) == 42
    leave(second)
    assert gone(running)


def test_processes_that_start_at_once_make_one_server(folder: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    urls = {child.stdout.readline().strip() for child in children if child.stdout is not None}
    assert len(urls) == 1
    assert answer(urls.pop()) == 42
    for child in children:
        leave(child)


def test_a_killed_process_leaves_a_server_that_the_next_one_joins_and_stops(ready: Path) -> None:
    killed, _ = hold(ready)
    running = postmaster(ready)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    server = EmbeddedPostgres(ready)
    assert answer(server.start()) == 42
    assert postmaster(ready) == running
    server.stop()
    assert gone(running)


def test_a_server_that_its_last_process_could_not_stop_can_be_stopped_by_who_comes_after(ready: Path) -> None:
    deserted = EmbeddedPostgres(ready)
    deserted.stop_deserted()
    killed, url = hold(ready)
    deserted.stop_deserted()
    assert answer(url) == 42
    running = postmaster(ready)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    deserted.stop_deserted()
    assert gone(running)
    deserted.stop_deserted()


def test_no_folder_is_made_to_look_for_a_deserted_server(folder: Path) -> None:
    EmbeddedPostgres(folder).stop_deserted()
    assert not folder.exists()


def test_a_killed_server_is_started_anew_with_all_that_was_committed(ready: Path) -> None:
    server = EmbeddedPostgres(ready)
    url = server.start()
    with psycopg.connect(conninfo(url)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    dead = psutil.Process(postmaster(ready))
    children = dead.children()
    dead.kill()
    psutil.wait_procs([dead, *children], timeout=20)
    with psycopg.connect(conninfo(server.start())) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    server.stop()


@pytest.mark.parametrize("how", [signal.SIGQUIT, signal.SIGKILL])
def test_whoever_uses_a_server_notices_that_it_is_gone_and_can_leave_it(ready: Path, how: signal.Signals) -> None:
    server = EmbeddedPostgres(ready)
    seen = [server.is_gone]
    server.start()
    seen.append(server.is_gone)
    dead = psutil.Process(postmaster(ready))
    children = dead.children()
    dead.send_signal(how)
    psutil.wait_procs([dead, *children], timeout=20)
    seen.append(server.is_gone)
    server.stop()
    seen.append(server.is_gone)
    assert seen == [False, False, True, False]


def test_a_server_whose_data_are_gone_is_not_started_again_on_none(ready: Path) -> None:
    server = EmbeddedPostgres(ready)
    server.start()
    dead = psutil.Process(postmaster(ready))
    children = dead.children()
    dead.send_signal(signal.SIGQUIT)
    psutil.wait_procs([dead, *children], timeout=20)
    (ready / "data").rename(ready / "moved")
    with pytest.raises(StorageUnavailable, match=r"data is not there any more\. Put it back"):
        server.start_again()
    assert not (ready / "data").exists()
    (ready / "moved").rename(ready / "data")
    assert answer(server.start_again()) == 42
    server.stop()


def test_a_dead_servers_number_that_another_program_has_by_now_is_no_obstacle(ready: Path) -> None:
    server = EmbeddedPostgres(ready)
    server.start()
    pid_file = ready / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.stop()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert answer(server.start()) == 42
        assert stranger.poll() is None
        stranger.kill()
    server.stop()


def test_a_folder_that_was_left_half_made_is_made_again(folder: Path) -> None:
    (folder / "data.new").mkdir(parents=True)
    (folder / "data.new" / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(folder)
    assert answer(server.start()) == 42
    server.stop()


def test_a_folder_of_another_version_is_left_alone(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(StorageUnavailable, match="made by PostgreSQL 15") as refused:
        EmbeddedPostgres(folder).start()
    assert refused.value.remedy is not None
    assert "DATABASE_URL" in refused.value.remedy
    assert (folder / "data" / "PG_VERSION").read_text() == "15\n"


def test_a_broken_folder_is_said_to_be_broken(ready: Path) -> None:
    server = EmbeddedPostgres(ready)
    server.start()
    server.stop()
    (ready / "data" / "global" / "pg_control").unlink()
    with pytest.raises(StorageUnavailable, match="could not be started") as refused:
        server.start()
    assert refused.value.code == "STORAGE_UNAVAILABLE"


def test_a_file_in_the_place_of_the_folder_is_said_to_be_in_the_way(folder: Path) -> None:
    folder.write_text("")
    with pytest.raises(StorageUnavailable, match="cannot be used"):
        EmbeddedPostgres(folder).start()


@pytest.mark.skipif(not ROOT, reason="only root can become two other users")
def test_two_users_of_one_machine_do_not_get_in_each_others_way(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    running = []
    for name in ("nobody", "daemon"):
        user = pwd.getpwnam(name)
        home = folder / name
        home.mkdir(mode=0o700)
        os.chown(home, user.pw_uid, user.pw_gid)
        child, said, tell = become(name, EmbeddedPostgres(home / "postgres"))
        assert said.startswith("postgresql+psycopg://")
        assert psutil.Process(postmaster(home / "postgres")).uids().real == user.pw_uid
        running.append((child, tell, postmaster(home / "postgres")))
    for child, tell, server in running:
        let_go(child, tell)
        assert gone(server)


@pytest.mark.skipif(not ROOT, reason="only root can make a folder that it then may not use")
def test_a_folder_of_somebody_else_is_said_to_be_out_of_reach(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    child, said, tell = become("nobody", EmbeddedPostgres(folder / "postgres"))
    let_go(child, tell)
    assert said.startswith("refused: ")
    assert "may not be used by this user" in said
    assert "DATABASE_URL" in said


@pytest.mark.skipif(not ROOT, reason="what root must not do")
def test_root_does_not_open_closed_folders_to_everybody(folder: Path) -> None:
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(StorageUnavailable, match="is closed to it"):
        EmbeddedPostgres(closed / "inner" / "postgres").start()
    assert closed.stat().st_mode & 0o777 == 0o700
    with pytest.raises(StorageUnavailable):
        check_traversable(closed / "x", "it")


@pytest.mark.skipif(not ROOT, reason="others fall back on a folder of their own")
def test_as_root_a_path_that_is_too_long_for_a_socket_is_refused(folder: Path) -> None:
    with pytest.raises(StorageUnavailable, match="too long"):
        EmbeddedPostgres(folder / ("x" * 90)).start()


def test_the_runtime_folder_is_nobody_elses() -> None:
    found = private_runtime_folder()
    assert found.stat().st_uid == os.geteuid()
    assert found.stat().st_mode & 0o077 == 0


def test_a_holder_is_known_by_its_birth_and_not_by_its_number_alone(folder: Path) -> None:
    folder.mkdir()
    holders = Holders(folder / "holders.json")
    holders.add(os.getpid())
    assert holders.forget_dead() is True
    (folder / "holders.json").write_text(f'{{"{os.getpid()}": 1.0}}')
    assert holders.forget_dead() is False


def test_settings_reach_the_server(ready: Path) -> None:
    server = EmbeddedPostgres(ready, database="named", settings={"max_connections": "37"})
    with psycopg.connect(conninfo(server.start())) as connection:
        assert connection.execute("SHOW max_connections").fetchone() == ("37",)
        assert connection.execute("SELECT current_database()").fetchone() == ("named",)
    server.stop()
