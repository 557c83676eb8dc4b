"""`creatorport doctor`: what works today, and what to do about the rest."""

from collections.abc import Sequence
from typing import Final

import typer

from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.observability import logs
from creatorport.adapters.readiness.registration import Registration
from creatorport.adapters.settings.loading import load
from creatorport.adapters.settings.problem import SettingsError
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.readiness import Finding, Standing

_MARKS: Final = {Standing.OK: "ok  ", Standing.WARNING: "warn", Standing.MISSING: "FAIL", Standing.UNKNOWN: "?   "}


async def examine(composition: Composition) -> int:
    """Print the capability matrix; return 0 when nothing is missing, else 1."""
    # What goes wrong is told as a finding; only what nobody expects belongs into the log.
    logs.configure(level="CRITICAL", as_json=False)
    try:
        settings = load(for_tiktok=True)
        async with composition.gateway(settings, worker=False) as gateway:
            readiness = await gateway.readiness()
    except SettingsError as error:
        return _report([Finding("settings", "environment", Standing.MISSING, one) for one in error.problems])
    except StorageUnavailable as error:
        trouble = Finding("storage", "database", Standing.MISSING, error.message, error.remedy)
        return _report([trouble, *Registration(settings).findings()])
    typer.echo(f"Redirect URI to register at TikTok, byte for byte: {readiness.redirect_uri}")
    return _report(readiness.findings)


def _report(findings: Sequence[Finding]) -> int:
    for finding in findings:
        typer.echo(f"{_MARKS[finding.standing]}  {finding.area} · {finding.subject}: {finding.detail}")
        if finding.remedy is not None:
            typer.echo(f"      → {finding.remedy}")
    return 1 if any(finding.standing is Standing.MISSING for finding in findings) else 0
