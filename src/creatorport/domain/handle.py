"""TikTok handles as TikTok compares them: without @, without regard to case."""

import re
from dataclasses import dataclass, field
from typing import Self

from creatorport.domain.errors import InvalidValue

_HANDLE = re.compile(r"[\w.]{1,64}")


@dataclass(frozen=True, slots=True)
class Handle:
    """A creator's handle. `text` keeps the spelling, equality goes by `key`."""

    text: str = field(compare=False)
    key: str

    @classmethod
    def of(cls, text: str) -> Self:
        bare = text.strip().removeprefix("@")
        if not _HANDLE.fullmatch(bare):
            raise InvalidValue("handle", f"{text!r} is not a TikTok handle")
        return cls(bare, bare.casefold())

    def __str__(self) -> str:
        return self.text
