import sys
import time
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from tiktok_simulator.server import listening_socket
from tiktok_simulator.server import serve as serve_until_stopped
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import EPOCH, Settings
from tiktok_simulator.simulator import Simulator
from tiktok_simulator.state_file import StateFile, UnreadableStateError

_app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
_NOW = "now"


def main() -> None:
    _app()


def _tell_version(asked: bool) -> None:
    if asked:
        # It comes in the gateway's distribution, and has its version.
        typer.echo(f"tiktok-simulator {metadata.version('creatorport')}")
        raise typer.Exit


@_app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version, and end.")
    ] = False,
) -> None:
    """A stand-in TikTok over real HTTP: seeded creators, virtual time, faults by name. It needs no account."""


@_app.command()
def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 picks a free one.")],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    seed: Annotated[
        int | None, typer.Option(help="Which world: the same seed gives the same TikTok. (default: 1)")
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option(
            min=0, help="Virtual seconds per real second; 0 moves time by the control API alone. (default: 1)"
        ),
    ] = None,
    epoch: Annotated[
        str | None,
        typer.Option(
            help="Unix time at which virtual time begins, or `now`: the present, with which a restart catches up. "
            f"(default: {EPOCH:.0f})"
        ),
    ] = None,
    state: Annotated[
        Path | None, typer.Option(help="File to save to and continue from. (default: nothing is kept)")
    ] = None,
    webhook_url: Annotated[str | None, typer.Option(help="Where the apps' webhooks go. (default: nowhere)")] = None,
    assumed: Annotated[
        bool | None,
        typer.Option(
            "--assumed/--no-assumed",
            help="Also answer the endpoints that have no public contract. (default: no-assumed)",
        ),
    ] = None,
    tempo: Annotated[
        float | None,
        typer.Option(min=0, help="Scales how long creators take to react: 0.1 is ten times sooner. (default: 1)"),
    ] = None,
) -> None:
    """Run the simulated TikTok until SIGTERM or Ctrl-C. Apps, keys and secrets are at /_simulator/world."""
    chosen: dict[str, Any] = {
        "seed": seed,
        "epoch": _moment(epoch),
        "speed": speed,
        "tempo": tempo,
        "assumed": assumed,
        "webhook_url": webhook_url,
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    state_file = None if state is None else StateFile(state)
    try:
        listener = listening_socket(host, port)
    except OSError as error:
        _give_up(f"cannot listen on {host}:{port}: {error.strerror}")
    try:
        simulator = _begun_or_continued(state_file, given, catch_up=epoch == _NOW)
    except (UnreadableStateError, ValueError) as error:
        _give_up(str(error))
    where = f"[{host}]" if ":" in host else host
    address = f"http://{where}:{listener.getsockname()[1]}"
    serve_until_stopped(
        create_app(simulator, state_file=state_file), listener, f"tiktok-simulator is ready at {address}"
    )


def _begun_or_continued(state_file: StateFile | None, given: dict[str, Any], *, catch_up: bool) -> Simulator:
    simulator = None if state_file is None else state_file.load()
    if simulator is None:
        return Simulator(replace(Settings(speed=1.0), **given))
    if catch_up:
        simulator.clock.advance(max(0.0, given.pop("epoch") - simulator.clock.now()))
    simulator.continue_with(given)
    return simulator


def _moment(epoch: str | None) -> float | None:
    if epoch is None:
        return None
    if epoch == _NOW:
        # The only look at the real clock: whoever asks for the present gives up an exact repetition.
        return float(int(time.time()))
    if not epoch.isdigit():
        raise typer.BadParameter("a Unix time in seconds, or `now`", param_hint="--epoch")
    return float(epoch)


def _give_up(message: str) -> NoReturn:
    print(f"tiktok-simulator: {message}", file=sys.stderr)  # noqa: T201 - a command's own words
    raise typer.Exit(2)
