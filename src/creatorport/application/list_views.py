"""What the graph shows of lists: flat and frozen, filled from plain rows."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import CreatorId, NoteId, SavedSearchId, ShortlistId


@dataclass(frozen=True, slots=True)
class ExclusionView:
    creator_id: CreatorId
    reason: str
    excluded_by: str
    excluded_at: datetime


@dataclass(frozen=True, slots=True)
class ShortlistView:
    id: ShortlistId
    name: str
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ListedView:
    """A creator's place on a shortlist."""

    creator_id: CreatorId
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class NoteView:
    id: NoteId
    creator_id: CreatorId
    text: str
    author: str
    written_at: datetime
    edited_at: datetime | None
    edited_by: str | None


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag, and how many creators have it."""

    tag: str
    creators: int


@dataclass(frozen=True, slots=True)
class SavedSearchView:
    id: SavedSearchId
    name: str
    asked: str
    form: int
    created_by: str
    created_at: datetime
