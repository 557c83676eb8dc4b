"""What settings are made of."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field
from pydantic_settings import NoDecode

Texts = Annotated[tuple[str, ...], NoDecode]
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
