"""Countries, as people name them to TikTok: by ISO 3166 codes of two letters."""

import re
from collections.abc import Sequence

from creatorport.domain.errors import InvalidValue

_CODE = re.compile(r"[A-Za-z]{2}")


def country_codes(given: Sequence[str], field: str) -> tuple[str, ...]:
    """Return the codes in capitals, each once. Raises InvalidValue for what is no code."""
    return tuple(dict.fromkeys(country_code(one, f"{field}.{place}") for place, one in enumerate(given)))


def country_code(given: str, field: str) -> str:
    """Return a code in capitals. Raises InvalidValue for what is none."""
    if not _CODE.fullmatch(given):
        raise InvalidValue(field, "is not an ISO 3166 code of two letters, such as DE")
    return given.upper()
