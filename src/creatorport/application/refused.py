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
        """Write down what a repeat is to be told again, but for the remedy, which is found again by the code."""
        retry_at = None if self.retry_at is None else self.retry_at.isoformat()
        return [self.code, self.message, self.field, self.fixable_by.value, retry_at]

    @classmethod
    def from_json(cls, kept: Json) -> "Refused":
        """Rebuild what `to_json` made. Those of an earlier version tell no moment to try again at."""
        if not isinstance(kept, list) or len(kept) not in (4, 5):
            raise TypeError(f"not a kept refusal: {kept!r}")
        code, message, field, fixable_by, retry_at = (*kept, None)[:5]
        return cls(
            str(code),
            str(message),
            None if field is None else str(field),
            FixableBy(str(fixable_by)),
            None if retry_at is None else datetime.fromisoformat(str(retry_at)),
        )
