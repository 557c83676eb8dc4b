"""What is wrong with settings each of which can be read: values that nothing can be done with, and that clash."""

from collections.abc import Iterator
from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from creatorport.adapters.settings.database import place_of
from creatorport.adapters.settings.key_text import keys_in
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.settings.variables import variable_named
from creatorport.domain.errors import VaultError

SLOWEST_TIKTOK = 15.0
"""Seconds that TikTok may go on with a call that we gave up. API for Business knows timeouts of its own (its codes
40700 and 51001) without telling how long they are; this is our margin."""

_WEB = ("http", "https")
_ORIGINS = ("public_url", "tiktok_www_origin", "tiktok_open_origin", "tiktok_business_origin", "jwks_url", "clock_url")
_REDIRECTS = ("tiktok_redirect_uri", "tiktok_creator_redirect_uri")


def contradictions(settings: Settings) -> Iterator[str]:
    """Tell for each variable what to do about it. No secret is repeated."""
    yield from _urls(settings)
    yield from _upload_origins(settings)
    if settings.is_real_tiktok:
        for flag in ("assumed_marketplace", "clock_url"):
            if getattr(settings, flag):
                yield f"{variable_named(flag)}: is for the simulator; every origin must then be a simulator's"
    yield from _times(settings)
    yield from _storage(settings)
    if (settings.tiktok_shop_app_key is None) is not (settings.tiktok_shop_app_secret is None):
        yield "TIKTOK_SHOP_APP_KEY and TIKTOK_SHOP_APP_SECRET: set both, or none"
    yield from _networks(settings)


def _urls(settings: Settings) -> Iterator[str]:
    for field in (*_ORIGINS, *_REDIRECTS):
        url = getattr(settings, field)
        bare = field not in _REDIRECTS
        if url is not None and (_web_address(url) is None or (bare and url.endswith("/"))):
            yield f"{variable_named(field)}: use an http(s) URL{' without a final slash' if bare else ''}"


def _web_address(url: str, schemes: tuple[str, ...] = _WEB) -> SplitResult | None:
    """Return the parts of an absolute URL, or None where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in schemes and parts.hostname and port != 0 else None


def _upload_origins(settings: Settings) -> Iterator[str]:
    schemes = ("https",) if settings.is_real_tiktok else _WEB
    origins = [_web_address(origin, schemes) for origin in settings.tiktok_upload_origins]
    if any(one is None or one.path or one.query for one in origins):
        yield "CREATORPORT_TIKTOK_UPLOAD_ORIGINS: use https origins without a final slash, as https://*.tiktokapis.com"


def _times(settings: Settings) -> Iterator[str]:
    try:
        ZoneInfo(settings.sync_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield "CREATORPORT_SYNC_ZONE: is no time zone; use a name such as Europe/Berlin"
    if settings.settle_after <= settings.tiktok_timeout:
        yield "CREATORPORT_SETTLE_AFTER: must be above CREATORPORT_TIKTOK_TIMEOUT"
    elif settings.is_real_tiktok and settings.settle_after <= settings.tiktok_timeout + SLOWEST_TIKTOK:
        yield (
            f"CREATORPORT_SETTLE_AFTER: must be above CREATORPORT_TIKTOK_TIMEOUT by more than {SLOWEST_TIKTOK:g} s: "
            "TikTok may still carry out a call that we gave up"
        )


def _storage(settings: Settings) -> Iterator[str]:
    if settings.database_url is not None:
        try:
            place_of(settings.database_url.get_secret_value())
        except ValueError as error:
            yield f"DATABASE_URL: {error}"
    if settings.encryption_keys is not None:
        try:
            keys_in(settings.encryption_keys.get_secret_value())
        except VaultError as error:
            yield f"CREATORPORT_ENCRYPTION_KEYS: {error}"
    elif settings.database_url is not None:
        yield "CREATORPORT_ENCRYPTION_KEYS is not set; with DATABASE_URL it must be (id:base64 of 32 bytes)"


def _networks(settings: Settings) -> Iterator[str]:
    for field in ("trusted_proxies", "hooks_networks"):
        try:
            for network in getattr(settings, field):
                ip_network(network)
        except ValueError:
            yield f"{variable_named(field)}: use networks such as 10.0.0.0/8, or single addresses"
