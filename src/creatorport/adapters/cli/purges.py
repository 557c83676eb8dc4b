"""`creatorport purges`: what was dropped of a workspace's data."""

from collections.abc import Callable
from typing import Annotated

import typer

from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.cli.keys import Run
from creatorport.adapters.settings.settings import Settings
from creatorport.application.views import Slice
from creatorport.domain.workspace import workspace_id


def purges_command(composition: Composition, run: Run) -> Callable[..., None]:
    """Return the command that shows the report."""

    def purges(
        workspace: Annotated[str, typer.Option(help="Workspace whose data it was.")],
        last: Annotated[int, typer.Option(help="How many lines, the newest first.", min=1, max=1000)] = 20,
    ) -> None:
        """Show what was dropped of people's data, and of what outlived its time."""
        run(lambda settings: _show(composition, settings, workspace, last), for_tiktok=False)

    return purges


async def _show(composition: Composition, settings: Settings, workspace: str, last: int) -> None:
    async with composition.office(settings) as office:
        report = await office.purges.page(workspace_id(workspace), Slice(last))
    for line in report.nodes:
        of = f" of account {line.account_id}" if line.account_id else ""
        typer.echo(f"{line.at:%Y-%m-%d %H:%M:%S}Z  {line.what}: {line.items}{of} ({line.reason})")
    typer.echo(f"{len(report.nodes)} of {report.total} shown.")
