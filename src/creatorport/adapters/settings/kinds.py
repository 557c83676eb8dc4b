"""What settings are made of."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from creatorport.adapters.settings.regions import regions
from creatorport.adapters.tiktok.limits_text import read_limit, read_shares


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


Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Groups = Annotated[Texts, AfterValidator(_groups)]
Limits = Annotated[Texts, AfterValidator(_limits)]
Shares = Annotated[Texts, AfterValidator(_shares)]
Hours = Annotated[tuple[Annotated[int, Field(ge=-8760, le=8760)], ...], NoDecode, BeforeValidator(_split)]
Seconds = Annotated[float, Field(gt=0, le=31_536_000)]


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


class RateLevel(StrEnum):
    """The rate level of the app at TikTok API for Business."""

    BASIC = "basic"
    ADVANCED = "advanced"
    PREMIUM = "premium"
    ULTIMATE = "ultimate"
