"""Tags: short words by which a workspace sorts creators. Two spellings of one word are one tag."""

import unicodedata
from collections.abc import Collection, Sequence

from creatorport.domain.errors import InvalidValue
from creatorport.domain.texts import text

TAG_MAX = 40
TAGS_MAX = 20
"""How many tags a creator can have, and how many one command can name."""


def tag(written: str, field: str = "tag") -> str:
    """Return a tag as it is kept: small letters, one space between words, no leading #. Raises InvalidValue."""
    plain = unicodedata.normalize("NFKC", text(written, field, 4 * TAG_MAX)).casefold().lstrip("# ")
    return text(" ".join(unicodedata.normalize("NFKC", plain).split()), field, TAG_MAX)


def tags(written: Sequence[str], field: str = "tags") -> tuple[str, ...]:
    """Return several, each once and in order. Raises InvalidValue unless 1 to 20 are named."""
    if not 1 <= len(written) <= TAGS_MAX:
        raise InvalidValue(field, f"name 1 to {TAGS_MAX} tags")
    return tuple(dict.fromkeys(tag(one, f"{field}.{index}") for index, one in enumerate(written)))


def tagged(present: Collection[str], new: Collection[str]) -> frozenset[str]:
    """Return a creator's tags with new ones. Raises InvalidValue when they become too many."""
    together = frozenset(present) | frozenset(new)
    if len(together) > max(TAGS_MAX, len(present)):
        raise InvalidValue("tags", f"a creator has at most {TAGS_MAX} tags")
    return together
