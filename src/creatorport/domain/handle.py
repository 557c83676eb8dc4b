"""TikTok handles as TikTok compares them: without @, without regard to case."""

import re
from dataclasses import dataclass, field
from typing import Self

from creatorport.domain import texts
from creatorport.domain.errors import InvalidValue

_LONGEST = 64
_HANDLE = re.compile(r"[\w.]{1,64}")


@dataclass(frozen=True, slots=True)
class Handle:
    """A creator's handle. `text` keeps the spelling, equality goes by `key`."""

    text: str = field(compare=False)
    key: str

    @classmethod
    def of(cls, text: str, field: str = "handle") -> Self:
        """Read a handle as somebody wrote it. Raises InvalidValue for `field`."""
        bare = texts.text(text, field, _LONGEST + 1).removeprefix("@")
        if not _HANDLE.fullmatch(bare):
            raise InvalidValue(field, f"{bare!r} is not a TikTok handle")
        return cls(bare, bare.casefold())

    def __str__(self) -> str:
        return self.text
