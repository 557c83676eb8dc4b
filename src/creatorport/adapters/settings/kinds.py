"""What settings are made of."""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from creatorport.adapters.settings.regions import regions
from creatorport.adapters.tiktok.limits_text import read_limit, read_shares

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_VERIFICATION = re.compile(r"[A-Za-z0-9_-]{1,100}\.txt=[\x21-\x7e]{1,500}")


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _groups(value: tuple[str, ...]) -> tuple[str, ...]:
    regions(value)
    return value


def _limits(value: tuple[str, ...]) -> tuple[str, ...]:
    for one in value:
        read_limit(one)
    return value


def _shares(value: tuple[str, ...]) -> tuple[str, ...]:
    read_shares(value)
    return value


def _hours(value: Any) -> Any:
    return () if isinstance(value, str) and value.strip().lower() == "none" else _split(value)


def _time_of_day(value: str) -> str:
    if not _CLOCK.fullmatch(value):
        raise ValueError("must be a time of the day, such as 03:30")
    return value


def _verification_file(value: str) -> str:
    if not _VERIFICATION.fullmatch(value):
        raise ValueError("must be the file's name and its content, as name.txt=content")
    return value


Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Groups = Annotated[Texts, AfterValidator(_groups)]
Limits = Annotated[Texts, AfterValidator(_limits)]
Shares = Annotated[Texts, AfterValidator(_shares)]
Hours = Annotated[tuple[Annotated[int, Field(ge=-8760, le=8760)], ...], NoDecode, BeforeValidator(_hours)]
Seconds = Annotated[float, Field(gt=0, le=31_536_000)]
TimeOfDay = Annotated[str, AfterValidator(_time_of_day)]
VerificationFile = Annotated[str, AfterValidator(_verification_file)]


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


class RateLevel(StrEnum):
    """The rate level of the app at TikTok API for Business."""

    BASIC = "basic"
    ADVANCED = "advanced"
    PREMIUM = "premium"
    ULTIMATE = "ultimate"
