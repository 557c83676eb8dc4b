"""SavedSearch: what creators were looked for, kept under a name to be looked for again."""

from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.ids import MemberId, SavedSearchId, WorkspaceId
from creatorport.domain.texts import text

NAME_MAX = 100
ASKED_MAX = 10_000


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """`asked` is JSON of the graph's own filter and order; `form` numbers the form in which they were written."""

    id: SavedSearchId
    workspace_id: WorkspaceId
    name: str
    asked: str
    form: int
    created_by: MemberId
    created_at: datetime

    @classmethod
    def keep(
        cls,
        id: SavedSearchId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        name: str,
        asked: str,
        form: int,
        by: MemberId,
        now: datetime,
    ) -> "SavedSearch":
        """Keep a search. Raises InvalidValue."""
        words = text(asked, "filter", ASKED_MAX)
        return cls(id, workspace_id, text(name, "name", NAME_MAX), words, form, by, now)

    def rename(self, name: str) -> "SavedSearch":
        return replace(self, name=text(name, "name", NAME_MAX))
