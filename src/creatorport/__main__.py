"""`creatorport`, and `python -m creatorport`."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from creatorport.adapters.cli.app import cli
from creatorport.adapters.cli.gateway import Composition, Gateway, Office
from creatorport.adapters.settings.settings import Settings


def main() -> None:
    """Run the command line."""
    cli(_Gateways())()


class _Gateways:
    """The production code's composition, loaded when a command needs it: what is wrong before is told at once."""

    @property
    def sdl(self) -> Callable[[], str]:
        return _composition().sdl

    async def migrate(self, settings: Settings) -> str:
        from creatorport.container.starting import up_to_date  # noqa: PLC0415  it loads storage alone

        return await up_to_date(settings)

    def office(self, settings: Settings) -> AbstractAsyncContextManager[Office]:
        from creatorport.container.office import open_office  # noqa: PLC0415  it loads a part alone

        return open_office(settings)

    def gateway(self, settings: Settings, *, worker: bool) -> AbstractAsyncContextManager[Gateway]:
        return _composition().gateway(settings, worker=worker)


def _composition() -> Composition:
    from creatorport.container.lifecycle import GatewayComposition  # noqa: PLC0415  it loads all there is

    return GatewayComposition()


if __name__ == "__main__":
    main()
