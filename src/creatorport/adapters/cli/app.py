"""The commands, and how they fail: one clear message, and an exit code that scripts can tell apart."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from creatorport.adapters.cli import doctor as doctors
from creatorport.adapters.cli import serving, tokens
from creatorport.adapters.cli.demo import command as demonstration
from creatorport.adapters.cli.demo.stage import DemoFailed, Stage
from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.cli.keys import key_commands
from creatorport.adapters.cli.purges import purges_command
from creatorport.adapters.cli.webhooks import webhook_commands
from creatorport.adapters.observability import logs, metrics, traces
from creatorport.adapters.settings.kinds import LogFormat
from creatorport.adapters.settings.loading import load
from creatorport.adapters.settings.problem import SettingsError
from creatorport.adapters.settings.settings import Settings
from creatorport.domain.errors import InvalidValue, StorageUnavailable
from creatorport.domain.workspace import Member, Role, member_id, workspace_id

BAD_SETTINGS = 78  # EX_CONFIG of sysexits.h
UNAVAILABLE = 69  # EX_UNAVAILABLE
TERMINATED = 128 + signal.SIGTERM  # as a shell tells it
_DAY = 86_400
_LAST_PORT = 65_535


def cli(composition: Composition) -> typer.Typer:
    """Return the command line of gateways made by `composition`."""
    app = typer.Typer(
        name="creatorport",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )

    app.callback()(_root)

    @app.command()
    def serve(
        host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
        port: Annotated[int | None, typer.Option(help="Port to listen on.", min=0, max=_LAST_PORT)] = None,
    ) -> None:
        """Serve the graph, the OAuth callback and the webhooks; and work off jobs, unless told not to."""

        def run(settings: Settings) -> Coroutine[Any, Any, None]:
            listener = serving.listening_socket(host or settings.host, settings.port if port is None else port)
            return serving.serve(composition, settings, listener)

        _run(run)

    @app.command()
    def worker() -> None:
        """Work off jobs in a process of its own. Any number of them may run."""
        _run(lambda settings: serving.work(composition, settings))

    @app.command()
    def migrate() -> None:
        """Bring the database's schema up to date. Safe to run at any time, from several places at once."""

        async def run(settings: Settings) -> None:
            typer.echo(await composition.migrate(settings))

        _run_quietly(run, for_tiktok=False)

    @app.command()
    def token(
        workspace: Annotated[str, typer.Option(help="Workspace the token is for.")],
        role: Annotated[Role, typer.Option(help="What its bearer may do there.")],
        member: Annotated[str, typer.Option(help="Who its bearer is.")] = "operator",
        ttl: Annotated[int, typer.Option(help="Seconds until it ends.", min=1, max=365 * _DAY)] = _DAY,
    ) -> None:
        """Print a bearer token of the local issuer."""

        async def run(settings: Settings) -> None:
            tokens.warn_of_first_key(settings)
            who = Member(member_id(member), workspace_id(workspace), role)
            typer.echo(tokens.issue(settings, who, timedelta(seconds=ttl)))

        _run_quietly(run, for_tiktok=False)

    @app.command()
    def schema() -> None:
        """Print the graph's schema."""
        typer.echo(composition.sdl(), nl=False)

    @app.command()
    def doctor() -> None:
        """Check settings, database, keys and TikTok, and say what to do about what is not well."""
        raise typer.Exit(asyncio.run(doctors.examine(composition)))

    app.add_typer(key_commands(composition, _run_quietly), name="keys")
    app.add_typer(webhook_commands(composition, _run_quietly), name="webhooks")
    app.command(name="purges")(purges_command(composition, _run_quietly))
    app.command(name="demo")(demo)
    return app


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"creatorport {metadata.version('creatorport')}")
        raise typer.Exit


def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version, and end.")
    ] = False,
) -> None:
    """A self-hosted GraphQL gateway for TikTok creator campaigns."""


def demo(
    once: Annotated[bool, typer.Option("--once", help="End by itself, with one JSON line last.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its data.")] = Path("var/demo"),
    port: Annotated[int, typer.Option(help="Port of the gateway.", min=1, max=_LAST_PORT)] = 8000,
    simulator_port: Annotated[int, typer.Option(help="Port of the simulated TikTok.", min=1, max=_LAST_PORT)] = 4010,
    seed: Annotated[int, typer.Option(help="Seed of the simulated world.")] = 7,
    speed: Annotated[float, typer.Option(help="Simulated seconds per second.", min=1)] = 900.0,
) -> None:
    """Play the main job against the simulated TikTok, with everything started here; then serve on until Ctrl-C."""
    began = time.monotonic()

    def say(line: str) -> None:
        typer.echo(f"[{time.monotonic() - began:5.1f} s] {line}" if not line.startswith("\n") else line)

    stage = Stage(folder.resolve(), port, simulator_port, seed, speed, tempo=0.2)
    try:
        outcome = asyncio.run(demonstration.run(stage, once=once, say=say))
    except DemoFailed as error:
        _fail(str(error), 1)
    else:
        if once:
            typer.echo(json.dumps(outcome.as_json()))


def _run_quietly(command: Callable[[Settings], Coroutine[Any, Any, None]], *, for_tiktok: bool = True) -> None:
    """Run a command that ends by itself: unless the log was asked for, its results stand alone."""
    _run(command, for_tiktok=for_tiktok, quietly=True)


def _run(
    command: Callable[[Settings], Coroutine[Any, Any, None]], *, for_tiktok: bool = True, quietly: bool = False
) -> None:
    try:
        settings = load(for_tiktok=for_tiktok)
        hushed = quietly and "log_level" not in settings.model_fields_set
        level = "WARNING" if hushed else settings.log_level
        logs.configure(level=level, as_json=settings.log_format is LogFormat.JSON)
        metrics.configure()
        traces.configure()
        with asyncio.Runner(loop_factory=serving.fast_loop()) as runner:
            runner.run(serving.ending_when_told(command(settings)))
    except asyncio.CancelledError:
        raise typer.Exit(TERMINATED) from None
    except (SettingsError, InvalidValue) as error:
        _fail(str(error), BAD_SETTINGS)
    except (StorageUnavailable, serving.CannotListen) as error:
        _fail(str(error), UNAVAILABLE)


def _fail(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)  # noqa: T201  the one thing a person at a terminal must see
    raise typer.Exit(code)
