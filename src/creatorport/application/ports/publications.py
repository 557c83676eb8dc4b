from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.ids import AccountId, MediaId, OptionsId, PublicationId, WorkspaceId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.media import Media
from creatorport.domain.publishing.publication import Publication


class Publications(Protocol):
    async def add(self, publication: Publication) -> None: ...

    async def save(self, publication: Publication) -> None:
        """Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def lock(self, workspace_id: WorkspaceId, publication_id: PublicationId) -> Publication:
        """Load, and let nobody else change it until this unit of work ends. Raises NotFound."""
        ...

    async def open_of(self, workspace_id: WorkspaceId, account_id: AccountId) -> Sequence[Publication]:
        """Lock and return an account's publications without a verdict, oldest first."""
        ...

    async def known_as(self, publish_id: str) -> Sequence[Publication]:
        """Lock and return what TikTok knows under this handle, of all workspaces. For webhooks."""
        ...

    async def nameless_of(self, creator: str) -> Sequence[Publication]:
        """Lock and return a creator's publications whose init lost its answer, of all workspaces. For webhooks."""
        ...

    async def due(self, now: datetime, most: int) -> Sequence[Publication]:
        """Return what wants attention, of all workspaces, the longest due first. For jobs."""
        ...

    async def begun_by(self, creator: str, since: datetime) -> Sequence[datetime]:
        """Return when a creator's publications were begun that TikTok counts, or may count; in all workspaces."""
        ...

    async def creators_since(self, since: datetime) -> Mapping[str, datetime]:
        """Return each creator for whom something was begun that TikTok counts or may count, with the last time."""
        ...


class MediaShelf(Protocol):
    """What is known of handed-in files; their bytes are elsewhere, see `MediaStore`."""

    async def add(self, media: Media) -> None: ...

    async def save(self, media: Media) -> None:
        """Raises ConcurrentChange."""
        ...

    async def lock(self, workspace_id: WorkspaceId, media_id: MediaId) -> Media:
        """Raises NotFound."""
        ...

    async def droppable(self, kept_before: datetime, most: int) -> Sequence[Media]:
        """Lock and return files that nobody needs any more, of all workspaces, oldest first; skip locked ones.

        Those are, without an open publication, the ones that were published since they were chosen, and all that were
        handed in or chosen before that time.
        """
        ...


class OptionsAnswers(Protocol):
    """What TikTok offered creators, as long as posts may be made of it."""

    async def add(self, answer: OptionsAnswer) -> None: ...

    async def save(self, answer: OptionsAnswer) -> None:
        """Raises ConcurrentChange."""
        ...

    async def lock(self, workspace_id: WorkspaceId, options_id: OptionsId) -> OptionsAnswer | None: ...

    async def forget(self, asked_before: datetime) -> int:
        """Drop older answers, of all workspaces; return how many."""
        ...
