"""A PostgreSQL server of our own, for whoever has none: started on a folder, shared by all processes that name it.

The wheel's own entry point is not used: its lock lies in a folder shared by all users of the machine, its list of users
keeps the dead, and as root it opens every folder above the data to everybody.
"""

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import fasteners
import psutil
import psycopg
from psycopg import sql
from sqlalchemy import URL

from creatorport.adapters.persistence.folders import check_traversable, private_runtime_folder
from creatorport.adapters.persistence.holders import Holders
from creatorport.adapters.persistence.pid_file import await_recovery, forget_foreign, lives
from creatorport.adapters.persistence.wheel import (
    POSTGRES_VERSIONS,
    TARGET_POSTGRES_VERSION,
    PostgresServer,
    PostmasterInfo,
)
from creatorport.domain.errors import StorageUnavailable

_REMEDY = "Choose another data folder, or set DATABASE_URL to a PostgreSQL server of your own."
_SETTINGS = {"max_connections": "200", "jit": "off", "log_line_prefix": "'%m [%p] '"}
_LONGEST = 80
"""A socket's path has 103 bytes at most on some systems; the server adds its own names to the folder's."""
_INCLUDE = "include_if_exists = 'creatorport.conf'\n"


class EmbeddedPostgres:
    """The server on one folder. The last process that leaves stops it; one that was killed is not counted.

    `settings` are PostgreSQL's own, as written in its configuration; they hold from the server's next start.
    """

    def __init__(
        self, folder: Path, *, database: str = "creatorport", settings: Mapping[str, str] | None = None
    ) -> None:
        self._folder = folder.expanduser().resolve()
        self._database = database
        self._settings = {**_SETTINGS, **(settings or {})}
        self._started = False

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def is_gone(self) -> bool:
        """Whether the server that was started or joined here runs no more, whoever ended it."""
        return self._started and not lives(self._folder / "data")

    def start(self) -> str:
        """Start the server, or join the one that runs, and return its SQLAlchemy URL. Blocks for about a second.

        Raises StorageUnavailable, which says what to do.
        """
        with self._explained():
            self._prepare()
            with self._locked():
                holders = self._holders()
                holders.forget_dead()
                info = self._running()
                url = _url(info, self._database)
                _ensure_database(_url(info, "postgres"), self._database)
                holders.add(os.getpid())
        if not self._started:
            self._started = True
            atexit.register(self.stop)
        return url

    def start_again(self) -> str:
        """Start a server that went away, and return its URL. Its data must be there: an empty database is no remedy.

        Raises StorageUnavailable.
        """
        data = self._folder / "data"
        if not data.exists():
            raise StorageUnavailable(f"{data} is not there any more.", remedy="Put it back, and restart this process.")
        return self.start()

    def stop(self) -> None:
        """Leave the server; the last one stops it. Harmless when it was never started, or left before."""
        if not self._started:
            return
        self._started = False
        atexit.unregister(self.stop)
        with self._locked():
            holders = self._holders()
            holders.remove(os.getpid())
            if not holders.forget_dead():
                self._halt()

    def stop_deserted(self) -> None:
        """Stop a server whose last process was killed before it could. Harmless while anybody uses it."""
        data = self._folder / "data"
        if not data.exists():
            return
        with self._locked():
            if not self._holders().forget_dead():
                self._halt()

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o755 if _is_root() else 0o700)
        if _is_root():
            check_traversable(self._folder, "the data folder")
            check_traversable(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION], "the installed PostgreSQL")
            if len(os.fsencode(self._folder)) > _LONGEST:
                # The other place for the socket would be open to every user of the machine.
                raise StorageUnavailable(f"The path {self._folder} is too long for a socket.", remedy=_REMEDY)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with fasteners.InterProcessLock(self._folder / "lock"):
            yield

    def _holders(self) -> Holders:
        return Holders(self._folder / "holders.json")

    def _running(self) -> PostmasterInfo:
        data = self._folder / "data"
        if not data.exists():
            self._create(data)
        version = (data / "PG_VERSION").read_text().strip()
        if version != str(TARGET_POSTGRES_VERSION):
            raise StorageUnavailable(
                f"{data} was made by PostgreSQL {version}; this is {TARGET_POSTGRES_VERSION}.",
                remedy=f"Dump it with PostgreSQL {version} and restore it here. {_REMEDY}",
            )
        (data / "creatorport.conf").write_text("".join(f"{name} = {value}\n" for name, value in self._settings.items()))
        forget_foreign(data)
        server = _server(data)
        for patience in (True, False):
            try:
                server.ensure_postgres_running()
            except subprocess.TimeoutExpired:
                # Recovery after a crash may outlast the wheel's ten seconds; the server goes on with it meanwhile.
                if not patience:
                    raise
                await_recovery(data)
            else:
                break
        return server.get_postmaster_info()

    def _create(self, data: Path) -> None:
        # Made aside and then renamed: one that was killed in the making is never taken for a whole one.
        making = self._folder / "data.new"
        if making.exists():
            shutil.rmtree(making)
        making.mkdir(mode=0o700)
        _server(making).ensure_pgdata_inited()
        with (making / "postgresql.conf").open("a") as configuration:
            configuration.write(_INCLUDE)
        making.rename(data)

    def _halt(self) -> None:
        data = self._folder / "data"
        forget_foreign(data)
        server = _server(data)
        server._postmaster_info = PostmasterInfo.read_from_pgdata(data)  # noqa: SLF001  what stop() looks at
        server._stop()  # noqa: SLF001  without the wheel's own lock

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except PermissionError as error:
            raise StorageUnavailable(
                f"{error.filename or self._folder} may not be used by this user ({error.strerror}).", remedy=_REMEDY
            ) from error
        except OSError as error:
            raise StorageUnavailable(f"{self._folder} cannot be used ({error}).", remedy=_REMEDY) from error
        except (subprocess.SubprocessError, psycopg.Error, psutil.Error, RuntimeError, AssertionError) as error:
            told = _last_words(self._folder / "data" / "log")
            raise StorageUnavailable(
                f"PostgreSQL could not be started on {self._folder}: {told or error}.", remedy=_REMEDY
            ) from error


def _server(data: Path) -> PostgresServer:
    server = PostgresServer(data)
    server.runtime_path = private_runtime_folder()
    return server


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _url(info: PostmasterInfo, database: str) -> str:
    if info.socket_dir is not None:
        url = URL.create("postgresql+psycopg", "postgres", database=database, query={"host": str(info.socket_dir)})
    else:
        url = URL.create("postgresql+psycopg", "postgres", host=info.hostname, port=info.port, database=database)
    return url.render_as_string(hide_password=False)


def _ensure_database(url: str, name: str) -> None:
    with psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _last_words(log: Path) -> str:
    if not log.exists():
        return ""
    lines = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line or "HINT" in line]
    return lines[-1].split("]", 1)[-1].strip() if lines else ""
