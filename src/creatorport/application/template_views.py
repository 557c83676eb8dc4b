"""What the graph shows of message templates, and of what is written by them."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.application.refused import Refused
from creatorport.domain.ids import CreatorId, TemplateId


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template with its current version."""

    id: TemplateId
    name: str
    state: str
    text: str
    number: int
    revised_by: str
    revised_at: datetime
    created_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class TemplateVersionView:
    number: int
    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What one creator would get. Without a text, `problems` say why."""

    creator_id: CreatorId
    handle: str | None
    text: str | None
    length: int | None
    problems: tuple[Refused, ...]
