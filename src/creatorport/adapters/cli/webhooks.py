"""`creatorport webhooks`: what the operator does about webhooks."""

from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, TypeVar

import typer

from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.cli.keys import Run
from creatorport.adapters.settings.settings import Settings
from creatorport.application.ports.inbox import Channel, Wanted
from creatorport.application.webhook_views import RegistrationView
from creatorport.domain.errors import TikTokError
from creatorport.domain.handling import HandlingState

T = TypeVar("T")

_MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S%z"]
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)

Moment = Annotated[datetime | None, typer.Option(formats=_MOMENTS, help="A moment; in UTC, unless it says otherwise.")]


class Family(Enum):
    """The families under the names that the graph has for them."""

    TIKTOK_FOR_DEVELOPERS = "tiktok_for_developers"
    SUBSCRIPTION = "subscription"
    ACCOUNT = "account"
    SHOP = "shop"


_CHANNELS = {
    Family.TIKTOK_FOR_DEVELOPERS: Channel.OPEN,
    Family.SUBSCRIPTION: Channel.BUSINESS,
    Family.ACCOUNT: Channel.ACCOUNT,
    Family.SHOP: Channel.SHOP,
}


def webhook_commands(composition: Composition, run: Run) -> typer.Typer:
    """Return the commands about webhooks."""
    app = typer.Typer(
        no_args_is_help=True, help="See to it that TikTok's webhooks arrive, and act on stored ones again."
    )

    @app.command(name="list")
    def list_() -> None:
        """Show where TikTok sends webhooks, and what is missing."""
        run(lambda settings: _list(composition, settings))

    @app.command()
    def repair() -> None:
        """Register what is missing or points elsewhere. Can be repeated at will."""
        run(lambda settings: _repair(composition, settings))

    @app.command()
    def delete(
        name: Annotated[str, typer.Argument(help="A subscription's id, or VIDEO or COMMENT.")],
    ) -> None:
        """End a registration at TikTok. A worker registers its own anew; this is for those of other addresses."""
        run(lambda settings: _delete(composition, settings, name))

    @app.command()
    def replay(
        since: Moment = None,
        until: Moment = None,
        family: Annotated[list[Family] | None, typer.Option(help="Only this family; may be repeated.")] = None,
        dead: Annotated[bool, typer.Option("--dead", help="Only dead letters.")] = False,
    ) -> None:
        """Act on stored webhooks once more. What they told before changes nothing."""
        wanted = Wanted(
            _EVER if since is None else _aware(since),
            _NEVER if until is None else _aware(until),
            frozenset(_CHANNELS[one] for one in family or ()),
            frozenset({HandlingState.DEAD}) if dead else frozenset(),
        )
        run(lambda settings: _replay(composition, settings, wanted))

    return app


async def _list(composition: Composition, settings: Settings) -> None:
    async with composition.office(settings) as office:
        _show(await _asked(office.webhooks.look()))


async def _repair(composition: Composition, settings: Settings) -> None:
    async with composition.office(settings) as office:
        repaired = await _asked(office.webhooks.repair())
    _show(repaired.registrations)
    typer.echo(f"{repaired.made} registrations were made.")


async def _delete(composition: Composition, settings: Settings, name: str) -> None:
    async with composition.office(settings) as office:
        await _asked(office.webhooks.drop(name))
    typer.echo(f"{name} is deleted.")


async def _asked(answer: Awaitable[T]) -> T:
    """Wait for TikTok's answer; a no ends the command with TikTok's words."""
    try:
        return await answer
    except TikTokError as error:
        typer.echo(f"TikTok: {error.message}", err=True)
        raise typer.Exit(1) from error


def _show(registrations: Sequence[RegistrationView]) -> None:
    for one in registrations:
        facts = [f"account {one.tto_account_id}"] if one.tto_account_id else []
        facts += [f"subscription {one.subscription_id}"] if one.subscription_id else []
        facts += [one.callback_url] if one.callback_url else []
        typer.echo("  ".join([f"{one.standing.value:<10}  {one.topic:<15}", *facts]).rstrip())


async def _replay(composition: Composition, settings: Settings, wanted: Wanted) -> None:
    async with composition.office(settings) as office:
        replayed = await office.webhooks.replay(wanted)
    typer.echo(f"{replayed} webhooks are replayed; a worker acts on them now.")


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
