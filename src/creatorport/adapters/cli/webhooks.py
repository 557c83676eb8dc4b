"""`creatorport webhooks`: what the operator does about webhooks."""

from datetime import UTC, datetime
from enum import Enum
from typing import Annotated

import typer

from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.cli.keys import Run
from creatorport.adapters.settings.settings import Settings
from creatorport.application.ports.inbox import Channel, Wanted
from creatorport.domain.handling import HandlingState

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


async def _replay(composition: Composition, settings: Settings, wanted: Wanted) -> None:
    async with composition.gateway(settings, worker=False) as gateway:
        replayed = await gateway.webhooks.replay(wanted)
    typer.echo(f"{replayed} webhooks are replayed; a worker acts on them now.")


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
