"""Wording: the text of a message before it is anybody's, with variables that stand for the creator's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from creatorport.domain.errors import MessageTooLong, UnknownVariable, VariableWithoutValue
from creatorport.domain.texts import text

MESSAGE_MAX: Final = 2000
"""How many characters a message may have (the ASSUMED contract)."""


class Variable(StrEnum):
    """What a wording can name. The value is its name in braces."""

    DISPLAY_NAME = "display_name"
    HANDLE = "handle"
    CAMPAIGN = "campaign"
    BRAND = "brand"
    FEE = "fee"
    DELIVERABLES = "deliverables"
    DUE_DATE = "due_date"
    JOIN_LINK = "join_link"


Values = Mapping[Variable, str | None]
"""What the variables stand for, for one creator. None, or absent: there is nothing to stand for."""

_NAMED = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_KNOWN: Final = frozenset(Variable)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of 1 to 2,000 characters. Every name in braces is a variable; other braces are just braces."""

    text: str

    def __post_init__(self) -> None:
        _checked(self.text, "message")

    @classmethod
    def of(cls, given: str, field: str = "message") -> Self:
        """Take a text as somebody wrote it. Raises InvalidValue and UnknownVariable for `field`."""
        return cls(_checked(given, field))

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that it names, each once, in their order."""
        return tuple(dict.fromkeys(Variable(found[1]) for found in _NAMED.finditer(self.text)))

    def lacking(self, values: Values) -> tuple[Variable, ...]:
        """The variables that have no value."""
        return tuple(one for one in self.variables if not values.get(one))

    def filled(self, values: Values) -> str:
        """Put in the values, each as it is: braces within a value name nothing. What has none keeps its name."""
        return _NAMED.sub(lambda found: values.get(Variable(found[1])) or found[0], self.text)

    def message(self, handle: str, values: Values) -> str:
        """Return the message for the creator of this handle. Raises VariableWithoutValue, MessageTooLong."""
        lacking = self.lacking(values)
        if lacking:
            raise VariableWithoutValue(handle, lacking)
        written = self.filled(values).strip()
        if len(written) > MESSAGE_MAX:
            raise MessageTooLong(handle, len(written), MESSAGE_MAX)
        return written


def _checked(given: str, field: str) -> str:
    bare = text(given, field, MESSAGE_MAX, lines=True)
    for found in _NAMED.finditer(given):
        if found[1] not in _KNOWN:
            raise UnknownVariable(field, found[1], found.start() + 1, tuple(Variable))
    return bare
