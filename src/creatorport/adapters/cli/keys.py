"""`creatorport keys`: changing the key that seals tokens, while gateways run."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any, Protocol

import typer

from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.settings.keys import key_file, keys_of
from creatorport.adapters.settings.problem import SettingsError
from creatorport.adapters.settings.settings import Settings

STILL_SEALED = 1


class Run(Protocol):
    """How a command is run with the settings of the environment."""

    def __call__(
        self, command: Callable[[Settings], Coroutine[Any, Any, None]], *, for_tiktok: bool = True
    ) -> None: ...


def key_commands(composition: Composition, run: Run) -> typer.Typer:
    """Return the commands about keys."""
    app = typer.Typer(no_args_is_help=True, help="Change the key that seals tokens, while gateways run.")

    @app.command()
    def status() -> None:
        """Tell how much each key has sealed. A key that has sealed nothing can be dropped."""
        run(lambda settings: _status(composition, settings), for_tiktok=False)

    @app.command()
    def rotate(
        new: Annotated[bool, typer.Option("--new", help="Make a new key first; only where we keep the keys.")] = False,
    ) -> None:
        """Seal every token anew under the newest key. Can be interrupted and repeated at will."""
        run(lambda settings: _rotate(composition, settings, new=new), for_tiktok=False)

    @app.command()
    def drop(key: Annotated[str, typer.Argument(help="The key's name.")]) -> None:
        """Forget an old key that has sealed nothing any more; only where we keep the keys."""
        run(lambda settings: _drop(composition, settings, key), for_tiktok=False)

    return app


async def _status(composition: Composition, settings: Settings) -> None:
    names = [key.id for key in keys_of(settings)]
    async with composition.office(settings) as office:
        counted = await office.seals.by_key()
    for place, name in enumerate(names):
        sealed = sum(counted.get(name, {}).values())
        role = "seals" if place == 0 else "needed" if sealed else "can be dropped"
        typer.echo(f"{name}: {_listed(counted.get(name, {}))} ({role})")
    for name in sorted(counted.keys() - set(names)):
        typer.echo(f"{name}: {_listed(counted[name])} (NOT CONFIGURED: these cannot be opened)")
    if counted.keys() - set(names):
        raise typer.Exit(STILL_SEALED)


async def _rotate(composition: Composition, settings: Settings, *, new: bool) -> None:
    if new:
        _our_file_only(settings, "add a key to it, and restart the gateways; see docs/how-to/rotate-keys.md")
        typer.echo(f"The new key is {key_file(settings).renew().id}. Gateways on this machine learn it by themselves.")
    elif settings.encryption_keys is not None:
        typer.echo("Gateways learn keys of CREATORPORT_ENCRYPTION_KEYS at their start: restart them before this.")
    async with composition.office(settings) as office:
        outcome = await office.seals.reseal(lambda place, done: typer.echo(f"  {place}: {done}"))
    typer.echo(f"Sealed under {outcome.key}: {_listed(outcome.done)}")
    if outcome.unreadable:
        typer.echo(f"Left as they were, because no configured key opens them: {_listed(outcome.unreadable)}")
        raise typer.Exit(STILL_SEALED)


async def _drop(composition: Composition, settings: Settings, name: str) -> None:
    _our_file_only(settings, "take the key out of it, and restart the gateways")
    file = key_file(settings)
    file.without(name)
    async with composition.office(settings) as office:
        sealed = (await office.seals.by_key()).get(name, {})
    if sealed:
        typer.echo(f"{name} is still needed: {_listed(sealed)}. Run `creatorport keys rotate` first.")
        raise typer.Exit(STILL_SEALED)
    file.drop(name)
    typer.echo(f"{name} is forgotten. Bearer tokens that it signed are no longer accepted.")


def _our_file_only(settings: Settings, remedy: str) -> None:
    if settings.encryption_keys is not None:
        raise SettingsError([f"CREATORPORT_ENCRYPTION_KEYS: these keys are yours to keep; {remedy}"])


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{many} {place}" for place, many in sorted(counts.items())) or "nothing"
