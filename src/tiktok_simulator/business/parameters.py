"""Reading what a caller sent, strictly: whatever does not fit is refused with 40002 and its name."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import parse_qs

import orjson

from tiktok_simulator.business.refusals import invalid

_ABSENT = ("", None)
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
_Found = TypeVar("_Found")


class Parameters:
    """One request's parameters, from a JSON body or a query string. Unknown ones are ignored, as TikTok does.

    A query holds text only: numbers are written out, lists and objects are JSON text, and a repeated key is wrong.
    """

    def __init__(self, values: Mapping[str, Any], *, from_query: bool) -> None:
        self._values = values
        self._from_query = from_query

    @classmethod
    def of_query(cls, query: str) -> "Parameters":
        return cls(parse_qs(query, keep_blank_values=True), from_query=True)

    @classmethod
    def of_json(cls, body: bytes) -> "Parameters":
        try:
            values = orjson.loads(body or b"{}")
        except orjson.JSONDecodeError:
            raise invalid("The request body is not valid JSON.") from None
        if not isinstance(values, dict):
            raise invalid("The request body must be a JSON object.")
        return cls(values, from_query=False)

    @classmethod
    def of_form(cls, body: bytes) -> "Parameters":
        return cls(parse_qs(body.decode(errors="replace")), from_query=True)

    def text(self, name: str, *, most: int | None = None) -> str:
        """Required."""
        value = self.maybe_text(name, most=most)
        if value is None:
            raise invalid(f"{name} is required.")
        return value

    def maybe_text(self, name: str, *, most: int | None = None) -> str | None:
        value = self._scalar(name)
        if value in _ABSENT:
            return None
        if not isinstance(value, str):
            raise invalid(f"Invalid value for {name}: not a valid string.")
        if most is not None and len(value) > most:
            raise invalid(f"Invalid value for {name}: longer than {most} characters.")
        return value

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """Required unless there is a default."""
        value = self.maybe_text(name)
        if value is None:
            if default is None:
                raise invalid(f"{name} is required.")
            return default
        if value not in allowed:
            raise invalid(f"Invalid value for {name}: must be one of {', '.join(sorted(allowed))}.")
        return value

    def whole(self, name: str, least: int, most: int, default: int) -> int:
        value = self.number(name, least, most)
        if value is None:
            return default
        if not isinstance(value, int):
            raise invalid(f"Invalid value for {name}: not a valid integer.")
        return value

    def number(self, name: str, least: float = 0, most: float = float("inf")) -> float | None:
        value = self._scalar(name)
        if value in _ABSENT:
            return None
        if self._from_query and isinstance(value, str):
            value = _number(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise invalid(f"Invalid value for {name}: not a valid number.")
        if not least <= value <= most:
            bounds = f"between {least} and {most}" if most != float("inf") else f"at least {least}"
            raise invalid(f"Invalid value for {name}: must be {bounds}.")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self._scalar(name)
        if self._from_query and value in ("true", "false"):
            return bool(value == "true")
        if value in _ABSENT:
            return default
        if not isinstance(value, bool):
            raise invalid(f"Invalid value for {name}: not a valid boolean.")
        return value

    def texts(self, name: str, *, most: int | None = None, required: bool = False) -> list[str] | None:
        """A list of strings without repetitions, in order; None when absent."""
        value = self._json(name)
        if value is None:
            if required:
                raise invalid(f"{name} is required.")
            return None
        if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
            raise invalid(f"Invalid value for {name}: not a valid list of strings.")
        if required and not value:
            raise invalid(f"{name} is required.")
        if most is not None and len(value) > most:
            raise invalid(f"Invalid value for {name}: at most {most} entries.")
        return list(dict.fromkeys(value))

    def day(self, name: str) -> date | None:
        value = self.maybe_text(name)
        if value is None:
            return None
        try:
            parsed = date.fromisoformat(value)
        except ValueError:
            parsed = None
        if parsed is None or len(value) != len("YYYY-MM-DD"):
            raise invalid(f"Invalid value for {name}: not a date in the form YYYY-MM-DD.")
        return parsed

    def section(self, name: str) -> "Parameters | None":
        """A nested object."""
        value = self._json(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise invalid(f"Invalid value for {name}: not a valid object.")
        return Parameters(value, from_query=False)

    def needed_section(self, name: str) -> "Parameters":
        section = self.section(name)
        if section is None:
            raise invalid(f"{name} is required.")
        return section

    def sections(self, name: str, *, most: int) -> list["Parameters"]:
        """A list of objects, empty when absent."""
        value = self._json(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise invalid(f"Invalid value for {name}: not a valid list of objects.")
        if len(value) > most:
            raise invalid(f"Invalid value for {name}: at most {most} entries.")
        return [Parameters(part, from_query=False) for part in value]

    def has(self, name: str) -> bool:
        return self._values.get(name) is not None

    def raw(self) -> dict[str, Any]:
        """What was sent, for echoing it."""
        return dict(self._values)

    def _scalar(self, name: str) -> Any:
        value = self._values.get(name)
        if self._from_query and isinstance(value, list):
            if len(value) > 1:
                raise invalid(f"Invalid value for {name}: given more than once.")
            return value[0]
        return value

    def _json(self, name: str) -> Any:
        value = self._scalar(name)
        if not self._from_query or value in _ABSENT:
            return None if value == "" else value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise invalid(f"Invalid value for {name}: not valid JSON.") from None


def page_of(
    parameters: Parameters, found: Sequence[_Found], *, most: int, default: int
) -> tuple[list[_Found], dict[str, int]]:
    """The asked page of what was found, and its `page_info`."""
    page = parameters.whole("page", 1, 10**9, 1)
    size = parameters.whole("page_size", 1, most, default)
    shown = list(found[(page - 1) * size : page * size])
    total = len(found)
    return shown, {"page": page, "page_size": size, "total_number": total, "total_page": -(-total // size)}


def _number(text: str) -> float | int | None:
    """A decimal in plain digits; no exponent, no grouping, no infinity."""
    if _DECIMAL.fullmatch(text) is None:
        return None
    return float(text) if "." in text else int(text)
