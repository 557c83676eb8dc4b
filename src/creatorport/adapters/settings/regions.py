"""Groups of countries as an operator writes them: `US CA, GB IE FR`."""

import re
from collections.abc import Iterable

from creatorport.domain.errors import InvalidValue
from creatorport.domain.regions import Regions

_CODE = re.compile(r"[A-Z]{2}")


def regions(written: Iterable[str]) -> Regions:
    """Return the groups. Raises ValueError for what cannot be read, and for a country in two of them."""
    groups = [one.upper().split() for one in written]
    wrong = [code for group in groups for code in group if not _CODE.fullmatch(code)]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is no country code; write groups like `US CA, GB IE`")
    try:
        return Regions(tuple(frozenset(group) for group in groups))
    except InvalidValue as error:
        raise ValueError(error.reason) from error
