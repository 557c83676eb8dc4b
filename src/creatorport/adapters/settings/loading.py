"""Reading the environment: either settings that work, or one message that lists everything that does not."""

from collections.abc import Mapping
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from creatorport.adapters.settings.settings import Settings

_NEEDED_TO_TALK_TO_TIKTOK = (
    ("tiktok_client_key", "TIKTOK_CLIENT_KEY", "TikTok for Developers"),
    ("tiktok_client_secret", "TIKTOK_CLIENT_SECRET", "TikTok for Developers"),
    ("tiktok_app_id", "TIKTOK_APP_ID", "TikTok API for Business"),
    ("tiktok_app_secret", "TIKTOK_APP_SECRET", "TikTok API for Business"),
)

SLOWEST_TIKTOK = 15.0
"""Seconds that TikTok may go on with a call that we gave up. It knows timeouts of its own (business API, codes 40700
and 51001) without telling how long they are; this is our margin."""


class SettingsError(Exception):
    """The settings cannot be used. `problems` says for each variable what to do; no value is repeated."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The settings need attention:\n" + "\n".join(f"  - {problem}" for problem in problems))


def load(*, for_tiktok: bool) -> Settings:
    """Parse the environment. `for_tiktok` asks for everything that calls to TikTok need. Raises SettingsError."""
    problems: list[str] = []
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors(include_input=False)
        problems += [_problem(dict(one)) for one in wrong]
        settings = _without(frozenset(str(one["loc"][0]) for one in wrong))
    if for_tiktok:
        problems += [
            f"{variable} is not set; it is on the app's page at {place}"
            for field, variable, place in _NEEDED_TO_TALK_TO_TIKTOK
            if getattr(settings, field) is None
        ]
    problems += [*_contradictions(settings), *_halves(settings), *_networks(settings)]
    if problems:
        raise SettingsError(problems)
    return settings


def _without(wrong: frozenset[str]) -> Settings:
    """Return the settings without those that are `wrong`, so that the others can be looked at in the same go."""
    fields = Settings.model_fields.items()
    return Settings(
        **{
            name: field.get_default(call_default_factory=True, validated_data={})
            for name, field in fields
            if name in wrong or variable_of(name, field) in wrong
        }
    )


def variable_of(name: str, field: FieldInfo) -> str:
    """Return the environment variable that a field is read from."""
    alias = field.validation_alias
    if alias is None:
        return f"CREATORPORT_{name.upper()}"
    return alias if isinstance(alias, str) else str(getattr(alias, "choices", [alias])[0])


def _problem(error: Mapping[str, Any]) -> str:
    name = str(error["loc"][0])
    field = Settings.model_fields.get(name)
    variable = variable_of(name, field) if field else name
    return f"{variable}: {error['msg']}"


def _halves(settings: Settings) -> list[str]:
    if (settings.tiktok_shop_app_key is None) is (settings.tiktok_shop_app_secret is None):
        return []
    return ["TIKTOK_SHOP_APP_KEY and TIKTOK_SHOP_APP_SECRET: set both, or none"]


def _networks(settings: Settings) -> list[str]:
    problems = []
    for field in ("trusted_proxies", "hooks_networks"):
        try:
            for network in getattr(settings, field):
                ip_network(network)
        except ValueError:
            problems.append(f"CREATORPORT_{field.upper()}: use networks such as 10.0.0.0/8, or single addresses")
    return problems


def _upload_origins(settings: Settings) -> list[str]:
    schemes = ("https",) if settings.is_real_tiktok else ("https", "http")
    origins = [urlsplit(origin) for origin in settings.tiktok_upload_origins]
    if all(one.scheme in schemes and one.netloc and not one.path and not one.query for one in origins):
        return []
    return ["CREATORPORT_TIKTOK_UPLOAD_ORIGINS: use https origins without a final slash, as https://*.tiktokapis.com"]


def _contradictions(settings: Settings) -> list[str]:
    problems = []
    for field in (
        "public_url",
        "tiktok_www_origin",
        "tiktok_open_origin",
        "tiktok_business_origin",
        "jwks_url",
        "clock_url",
    ):
        url = getattr(settings, field)
        parts = urlsplit(url or "http://absent")
        if parts.scheme not in ("http", "https") or not parts.netloc or (url or "").endswith("/"):
            problems.append(f"CREATORPORT_{field.upper()}: use an http(s) URL without a final slash")
    problems += _upload_origins(settings)
    if settings.is_real_tiktok:
        problems += [
            f"CREATORPORT_{flag.upper()}: is for the simulator; every origin must then be a simulator's"
            for flag in ("assumed_marketplace", "clock_url")
            if getattr(settings, flag)
        ]
    try:
        ZoneInfo(settings.sync_zone)
    except (ZoneInfoNotFoundError, ValueError):
        problems.append("CREATORPORT_SYNC_ZONE: is no time zone; use a name such as Europe/Berlin")
    if settings.settle_after <= settings.tiktok_timeout:
        problems.append("CREATORPORT_SETTLE_AFTER: must be above CREATORPORT_TIKTOK_TIMEOUT")
    elif settings.is_real_tiktok and settings.settle_after <= settings.tiktok_timeout + SLOWEST_TIKTOK:
        problems.append(
            f"CREATORPORT_SETTLE_AFTER: must be above CREATORPORT_TIKTOK_TIMEOUT by more than {SLOWEST_TIKTOK:g} s: "
            "TikTok may still carry out a call that we gave up"
        )
    if settings.database_url is not None:
        if urlsplit(settings.database_url.get_secret_value()).scheme not in (
            "postgresql",
            "postgres",
            "postgresql+psycopg",
        ):
            problems.append("DATABASE_URL: must begin with postgresql://")
        if settings.encryption_keys is None:
            problems.append(
                "CREATORPORT_ENCRYPTION_KEYS is not set; with DATABASE_URL it must be (id:base64 of 32 bytes)"
            )
    return problems
