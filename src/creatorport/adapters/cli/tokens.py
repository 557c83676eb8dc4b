"""`creatorport token`: bearer tokens of the local issuer."""

from datetime import UTC, datetime, timedelta

import typer

from creatorport.adapters.identity.local_issuer import LocalIssuer, signing_key
from creatorport.adapters.settings.keys import key_file, keys_of
from creatorport.adapters.settings.problem import SettingsError
from creatorport.adapters.settings.settings import Settings
from creatorport.domain.workspace import Member


def issue(settings: Settings, member: Member, life: timedelta) -> str:
    """Return a token that this gateway accepts. Raises SettingsError where an issuer elsewhere is configured."""
    if settings.jwks_url is not None:
        raise SettingsError(["CREATORPORT_JWKS_URL: with it, only the issuer behind it can make tokens"])
    newest = keys_of(settings)[0]
    key = signing_key(newest.key, newest.id)
    return LocalIssuer(key, settings.jwt_issuer, settings.jwt_audience).issue(member, datetime.now(UTC), life)


def warn_of_first_key(settings: Settings) -> None:
    """Say on stderr that no gateway has made keys here yet: tokens of another folder are not believed."""
    if settings.encryption_keys is None and settings.jwks_url is None and not key_file(settings).path.exists():
        typer.echo(
            f"No gateway has used the data folder {settings.data_dir} yet; its first key is made now. "
            "For the tokens of another gateway, set CREATORPORT_DATA_DIR to its folder.",
            err=True,
        )
