"""TikTok One's categories by the names that people know them by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from creatorport.domain.creator_profile import Label
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import WorkspaceId


@dataclass(frozen=True, slots=True)
class Categories:
    """What a workspace's TikTok One account searches by, as it was read."""

    workspace_id: WorkspaceId
    content: tuple[Label, ...]
    industry: tuple[Label, ...]
    read_at: datetime

    def content_ids(self, names: Sequence[str], field: str) -> tuple[str, ...]:
        """Return TikTok's ids of content categories. Raises InvalidValue that names near matches."""
        return _ids(self.content, names, field)

    def industry_ids(self, names: Sequence[str], field: str) -> tuple[str, ...]:
        """Return TikTok's ids of industries. Raises InvalidValue that names near matches."""
        return _ids(self.industry, names, field)

    def content_below(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names in lower case, with those of all their sub-categories: a sub-label's id extends the id."""
        wanted = {name.casefold() for name in names}
        ids = tuple(label.id for label in self.content if label.name.casefold() in wanted)
        below = [label.name.lower() for label in self.content if ids and label.id.startswith(ids)]
        return tuple(dict.fromkeys([*(name.lower() for name in names), *below]))


def _ids(labels: Sequence[Label], names: Sequence[str], field: str) -> tuple[str, ...]:
    by_name: dict[str, list[str]] = {}
    for label in labels:
        by_name.setdefault(label.name.casefold(), []).append(label.id)
    found: list[str] = []
    for place, name in enumerate(names):
        if name.casefold() not in by_name:
            raise InvalidValue(f"{field}.{place}", _unknown(name, labels))
        found += by_name[name.casefold()]
    return tuple(dict.fromkeys(found))


def _unknown(name: str, labels: Sequence[Label]) -> str:
    written = {label.name.casefold(): label.name for label in labels}
    wanted = name.casefold()
    near = [known for known in written if wanted in known or any(wanted in word for word in known.split())]
    near += [known for known in get_close_matches(wanted, written, n=3, cutoff=0.5) if known not in near]
    words = {word: known for known in written for word in known.split() if len(word) > 3}
    for word in get_close_matches(wanted, words, n=3, cutoff=0.75):
        if words[word] not in near:
            near.append(words[word])
    said = f"{name!r} is no category of TikTok One"
    if not near:
        return f"{said}; creatorCategories lists them"
    return f"{said}; near it are: {', '.join(repr(written[one]) for one in near[:3])}"
