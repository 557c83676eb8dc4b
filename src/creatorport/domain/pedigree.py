"""Every number carries its pedigree; a missing one says why. Missing is not zero."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Where a number was read."""

    TIKTOK_DISPLAY = "TIKTOK_DISPLAY"
    TIKTOK_ONE_DISCOVER = "TIKTOK_ONE_DISCOVER"
    TIKTOK_ONE_PUBLIC = "TIKTOK_ONE_PUBLIC"
    TIKTOK_ONE_REPORT = "TIKTOK_ONE_REPORT"
    TIKTOK_ONE_AUTHORIZED = "TIKTOK_ONE_AUTHORIZED"
    TIKTOK_ACCOUNTS = "TIKTOK_ACCOUNTS"
    DERIVED = "DERIVED"


class Absence(StrEnum):
    """Why there is no number."""

    NOT_SUPPORTED = "NOT_SUPPORTED"
    NOT_PERMITTED = "NOT_PERMITTED"
    NOT_YET = "NOT_YET"
    GONE = "GONE"
    ERROR = "ERROR"
    NO_VIEWS = "NO_VIEWS"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True)
class Pedigree:
    """The source of a number, when it was captured, and until when it counts as fresh."""

    source: Source
    captured_at: datetime
    fresh_until: datetime
