"""A refusal as a plain fact: what is shown to a caller, and what can be kept for repeats of a request."""

from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.effect import Json
from creatorport.domain.errors import FixableBy, Refusal
from creatorport.domain.remedies import Remedy, remedy_for


@dataclass(frozen=True, slots=True)
class Refused:
    code: str
    message: str
    field: str | None
    fixable_by: FixableBy
    retry_at: datetime | None = None
    remedy: Remedy | None = None

    @classmethod
    def of(cls, refusal: Refusal, *, field: str | None = None) -> "Refused":
        return cls(refusal.code, refusal.message, field or refusal.field, refusal.fixable_by, refusal.retry_at)

    def about_a_creator(self) -> "Refused":
        """Return the same, with what helps where it is about one creator who cannot be invited."""
        return replace(self, remedy=remedy_for(self.code))

    def to_json(self) -> Json:
        return [self.code, self.message, self.field, self.fixable_by.value]

    @classmethod
    def from_json(cls, kept: Json) -> "Refused":
        """Rebuild what `to_json` made."""
        if not isinstance(kept, list) or len(kept) != 4:
            raise TypeError(f"not a kept refusal: {kept!r}")
        code, message, field, fixable_by = kept
        return cls(str(code), str(message), None if field is None else str(field), FixableBy(str(fixable_by)))
