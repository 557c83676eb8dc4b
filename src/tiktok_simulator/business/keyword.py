"""How much a creator is like a keyword: whole and partial matches first, then shared three-letter pieces."""

from functools import lru_cache

from tiktok_simulator.world import Creator

_ALIKE = 0.45


def likeness(creator: Creator, keyword: str) -> float:
    """0 for no match; up to 3 for the exact handle."""
    wanted = keyword.casefold().strip().lstrip("@#")
    if not wanted:
        return 0.0
    handle = creator.handle.casefold()
    if wanted == handle:
        return 3.0
    names = _names(creator)
    if any(name.startswith(wanted) for name in names):
        return 2.0
    if any(wanted in name for name in names):
        return 1.5
    pieces = _pieces(wanted)
    best = max(len(pieces & _pieces(name)) / len(pieces | _pieces(name)) for name in names)
    return best if best >= _ALIKE else 0.0


@lru_cache(maxsize=16_384)
def _names(creator: Creator) -> tuple[str, ...]:
    split = creator.handle.casefold().replace("_", ".").split(".")
    shown = creator.display_name.casefold()
    words = [word for topic in creator.topics for word in (topic.label_name.casefold(), topic.words[0])]
    return (creator.handle.casefold(), shown, *split, *shown.split(), *words)


@lru_cache(maxsize=65_536)
def _pieces(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
