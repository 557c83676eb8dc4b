"""Reading lists of shares: each group of endpoints names its keys in its own way."""

from collections.abc import Mapping

from creatorport.adapters.tiktok.payload import Payload
from creatorport.domain.insights.audience import Audience, Dimension, Distribution, Share
from creatorport.domain.texts import plain

UNKNOWN = "UNKNOWN"
_LONGEST_KEY = 64
_SHOUTED = frozenset({Dimension.GENDER, Dimension.DEVICE, Dimension.USAGE})
"""TikTok writes these in capitals here and not there."""

Lists = Mapping[str, tuple[Dimension, str]]
"""The dimension of each list of an answer, and what a key is called in it."""


def audience(answer: Payload, lists: Lists, words: Mapping[Dimension, Mapping[str, str]] | None = None) -> Audience:
    """Return the audience that an answer tells; `words` say a dimension's keys in other words."""
    found = []
    for name, (dimension, key) in lists.items():
        if answer.fields.get(name):
            renamed = (words or {}).get(dimension, {})
            shares = [share for row in answer.each(name) if (share := _share(row, dimension, key, renamed)) is not None]
            found.append(Distribution.of(dimension, shares))
    return Audience(tuple(found))


def _share(row: Payload, dimension: Dimension, key: str, renamed: Mapping[str, str]) -> Share | None:
    fraction = row.maybe_fraction("percentage")
    if fraction is None:
        return None
    if fraction > 1:
        raise row.lost("percentage")
    told = plain(row.maybe_text(key) or "")[:_LONGEST_KEY] or UNKNOWN
    name = renamed.get(told, told)
    return Share(name.upper() if dimension in _SHOUTED else name, fraction)
