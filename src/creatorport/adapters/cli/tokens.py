"""`creatorport token`: bearer tokens of the local issuer."""

from datetime import UTC, datetime, timedelta

from creatorport.adapters.identity.local_issuer import LocalIssuer, signing_key
from creatorport.adapters.settings.keys import keys_of
from creatorport.adapters.settings.loading import SettingsError
from creatorport.adapters.settings.settings import Settings
from creatorport.domain.workspace import Member


def issue(settings: Settings, member: Member, life: timedelta) -> str:
    """Return a token that this gateway accepts. Raises SettingsError where an issuer elsewhere is configured."""
    if settings.jwks_url is not None:
        raise SettingsError(["CREATORPORT_JWKS_URL: with it, only the issuer behind it can make tokens"])
    newest = keys_of(settings)[0]
    key = signing_key(newest.key, newest.id)
    return LocalIssuer(key, settings.jwt_issuer, settings.jwt_audience).issue(member, datetime.now(UTC), life)
