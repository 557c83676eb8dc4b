"""`creatorport doctor`: what works today, and what to do about the rest."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import httpx
import typer

from creatorport.adapters.cli.gateway import Composition
from creatorport.adapters.settings.keys import keys_of
from creatorport.adapters.settings.loading import SettingsError, load
from creatorport.adapters.settings.settings import Settings
from creatorport.domain.errors import StorageUnavailable

Finding = tuple[str, str | None]
"""What was checked, and what is wrong with it."""


async def examine(composition: Composition) -> int:
    """Print every finding; return 0 when all is well, else 1."""
    try:
        settings = load(for_tiktok=True)
        keys = keys_of(settings)
    except SettingsError as error:
        return _report([("settings", problem) for problem in error.problems])
    findings: list[Finding] = [("settings", None), (f"keys ({len(keys)})", None), *_redirect(settings)]
    findings += await _database(composition, settings)
    findings += [await _reach(name, url) for name, url in _origins(settings)]
    typer.echo(f"Redirect URI to register at TikTok, byte for byte: {settings.redirect_uri}")
    return _report(findings)


async def _database(composition: Composition, settings: Settings) -> list[Finding]:
    try:
        async with composition.gateway(settings, worker=False) as gateway:
            return [(name, await check()) for name, check in gateway.checks.items() if name != "worker"]
    except StorageUnavailable as error:
        return [("database", str(error))]


async def _reach(name: str, url: str) -> Finding:
    try:
        async with httpx.AsyncClient(timeout=10) as client:
            await client.get(url)
    except httpx.HTTPError as error:
        return name, f"{url} cannot be reached ({type(error).__name__}); check the network and the configured origin"
    return name, None


def _origins(settings: Settings) -> Iterable[tuple[str, str]]:
    yield "TikTok login page", settings.tiktok_www_origin
    yield "TikTok for Developers", settings.tiktok_open_origin
    yield "TikTok API for Business", settings.tiktok_business_origin


def _redirect(settings: Settings) -> Iterable[Finding]:
    parts = urlsplit(settings.redirect_uri)
    trouble = None
    if parts.query or parts.fragment:
        trouble = "TikTok takes no query and no fragment in a redirect URI"
    elif parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        trouble = "TikTok takes http only for localhost, and only for desktop apps; use https"
    elif len(settings.redirect_uri) >= 512:
        trouble = "TikTok takes fewer than 512 characters"
    yield "redirect URI", trouble


def _report(findings: list[Finding]) -> int:
    for name, trouble in findings:
        typer.echo(f"{'ok  ' if trouble is None else 'FAIL'}  {name}{'' if trouble is None else ': ' + trouble}")
    return 1 if any(trouble for _, trouble in findings) else 0
