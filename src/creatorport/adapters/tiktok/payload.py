"""Reading TikTok's JSON: exact integers, ids as text, and a typed error for every shape that was not promised."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Self, TypeVar

from creatorport.adapters.tiktok.unknown_words import UNKNOWN_WORDS
from creatorport.domain.errors import InvalidValue, TikTokAnswerLost
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret

_WHOLE = re.compile(r"-?[0-9]{1,19}")
_MAX = 2**63 - 1
_LONGEST_AMOUNT = 30
_HIGHEST_RATE = 1_000
_LONGEST_LIFE = timedelta(days=36_500)

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


def parse(body: bytes | str) -> Any:
    """Parse JSON, with integers of any size. Raises ValueError for anything else: HTML, a cut text, NaN."""
    try:
        return json.loads(body, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


@dataclass(frozen=True, slots=True)
class Payload:
    """An object out of an answer. Reading a field in a shape that makes no sense raises TikTokAnswerLost."""

    fields: Mapping[str, Any]
    endpoint: str
    log_id: str | None = None
    path: str = "data"

    def text(self, key: str) -> str:
        """Return a text. An id may arrive as a number: every digit of it is kept."""
        text = self.maybe_text(key)
        return self._lost(key) if text is None else text

    def maybe_text(self, key: str) -> str | None:
        return self._maybe(key, _as_text)

    def word(self, key: str, other: W) -> W:
        """Return which of its kind TikTok's word is: one that we do not know is `other`, and counted."""
        word = self.text(key)
        for known in type(other):
            if known.value == word and known is not other:
                return known
        UNKNOWN_WORDS.met(self.endpoint, key, word)
        return other

    def id(self, key: str) -> str:
        """Return an id: a text that is not empty."""
        return self.text(key) or str(self._lost(key))

    def secret(self, key: str) -> Secret:
        return Secret(self.id(key))

    def whole(self, key: str) -> int:
        number = self.maybe_whole(key)
        return self._lost(key) if number is None else number

    def maybe_whole(self, key: str) -> int | None:
        """Return a whole number of 64 bits that is not negative, also when it comes as a text of digits."""
        return self._maybe(key, _as_whole)

    def maybe_fraction(self, key: str) -> float | None:
        """Return a number that is not negative: a rate."""
        return self._maybe(key, _as_fraction)

    def maybe_amount(self, key: str) -> Decimal | None:
        """Return an amount of money that is not negative, with the digits that TikTok wrote."""
        return self._maybe(key, _as_amount)

    def maybe_truth(self, key: str) -> bool | None:
        return self._maybe(key, lambda value: value if isinstance(value, bool) else None)

    def handle(self, key: str) -> Handle:
        try:
            return Handle.of(self.text(key))
        except InvalidValue as error:
            raise self.lost(key) from error

    def inner(self, key: str) -> "Payload":
        value = self.fields.get(key)
        return self._child(key, value) if isinstance(value, dict) else self._lost(key)

    def each(self, key: str) -> list["Payload"]:
        """Return a list of objects. A missing list is a wrong answer, an empty one is not."""
        value = self.fields.get(key)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.lost(key)
        return [self._child(f"{key}[{place}]", entry) for place, entry in enumerate(value)]

    def texts(self, key: str) -> list[str]:
        """Return a list of texts or ids; one that is missing or null is empty."""
        value = self.fields.get(key)
        if value is None:
            return []
        texts = [_as_text(entry) for entry in value] if isinstance(value, list) else [None]
        return [text if text is not None else self._lost(key) for text in texts]

    def handles(self, key: str) -> frozenset[Handle]:
        try:
            return frozenset(Handle.of(text) for text in self.texts(key))
        except InvalidValue as error:
            raise self.lost(key) from error

    def expiry(self, key: str, now: datetime) -> datetime:
        """Return the end of a life that the answer gives in remaining seconds."""
        life = timedelta(seconds=min(self.whole(key), _LONGEST_LIFE.total_seconds()))
        return now + life

    def lost(self, key: str) -> TikTokAnswerLost:
        """Make the error for a field that cannot be what it should be."""
        return TikTokAnswerLost(self.endpoint, f"the answer's {self.path}.{key} makes no sense", log_id=self.log_id)

    def _lost(self, key: str) -> Any:
        raise self.lost(key)

    def _maybe(self, key: str, read: Callable[[Any], T | None]) -> T | None:
        value = self.fields.get(key)
        if value is None:
            return None
        result = read(value)
        if result is None:
            raise self.lost(key)
        return result

    def _child(self, key: str, fields: Mapping[str, Any]) -> Self:
        return type(self)(fields, self.endpoint, self.log_id, f"{self.path}.{key}")


def _as_text(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    # Half a surrogate pair and NUL are legal in JSON and in nothing that follows: neither UTF-8 nor SQL takes them.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")


def _as_whole(value: Any) -> int | None:
    if (isinstance(value, str) and _WHOLE.fullmatch(value)) or (isinstance(value, float) and value.is_integer()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MAX:
        return None
    return value


def _as_fraction(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _HIGHEST_RATE:
        return None
    return float(value)


def _as_amount(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > _LONGEST_AMOUNT:
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
