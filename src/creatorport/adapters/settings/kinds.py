"""What settings are made of."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_settings import NoDecode


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
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
