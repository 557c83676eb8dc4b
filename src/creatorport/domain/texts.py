"""Texts that people and programs hand in: what storage, TikTok and a log line can all hold."""

import unicodedata

from creatorport.domain.errors import InvalidValue

# Controls (NUL among them, which PostgreSQL refuses), halves of a character, and Unicode's own line separators.
_JUNK = frozenset({"Cc", "Cs", "Zl", "Zp"})
_LINES = frozenset("\n\r\t")


def text(value: str, field: str, longest: int, *, lines: bool = False) -> str:
    """Return the text without space around it. `lines` permits line breaks and tabs within.

    Raises InvalidValue for control characters, and unless 1 to `longest` characters are left.
    """
    bare = value.strip()
    if len(bare) > longest or not bare:
        raise InvalidValue(field, f"use 1 to {longest} characters")
    if any(_is_junk(character, lines=lines) for character in bare):
        raise InvalidValue(field, "holds control characters")
    return bare


def text_or_empty(value: str, field: str, longest: int, *, lines: bool = False) -> str:
    """Return the same, where nothing may be written at all. Raises InvalidValue."""
    return text(value, field, longest, lines=lines) if value.strip() else ""


def maybe_text(value: str | None, field: str, longest: int) -> str | None:
    """Return the same, and None where nothing is given. Raises InvalidValue."""
    return None if value is None else text(value, field, longest)


def plain(value: str, *, lines: bool = False) -> str:
    """Return a text that others wrote, without its control characters: nobody here could mend it."""
    return "".join(character for character in value if not _is_junk(character, lines=lines))


def _is_junk(character: str, *, lines: bool) -> bool:
    return unicodedata.category(character) in _JUNK and not (lines and character in _LINES)
