"""What all errors have in common; `errors` draws the whole tree."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class FixableBy(StrEnum):
    """Who can do something about a refusal."""

    CALLER = "CALLER"
    MEMBER = "MEMBER"
    CREATOR = "CREATOR"
    OPERATOR = "OPERATOR"
    TIKTOK = "TIKTOK"
    NOBODY = "NOBODY"


class CreatorportError(Exception):
    """The root: `code` is stable and part of the public contract."""

    code: ClassVar[str] = "ERROR"


class Refusal(CreatorportError):
    """A rule said no. `field` is the input's path, `retry_at` when the same call may succeed."""

    code: ClassVar[str] = "REFUSED"
    fixable_by: ClassVar[FixableBy] = FixableBy.CALLER

    def __init__(self, message: str, *, field: str | None = None, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.retry_at = retry_at
