"""What the reads in memory read from."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from creatorport.application.cursors import cursor, position
from creatorport.application.views import Page, Slice
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId, WorkspaceId
from tests.fakes.copies import copied
from tests.fakes.storage import Storage

T = TypeVar("T")

_STILL: ContextVar[Mapping[Any, Any] | None] = ContextVar("still", default=None)


@dataclass
class Shelf:
    """The committed records of a Storage. Every call that is named is noted in `calls`."""

    storage: Storage
    calls: list[str] = field(default_factory=list)

    @property
    def records(self) -> Mapping[Any, Any]:
        """What is committed, or was when the moment began whose reads these are; to be read, not kept."""
        still = _STILL.get()
        return self.storage.records if still is None else still

    @asynccontextmanager
    async def one_moment(self) -> AsyncIterator[None]:
        before = _STILL.set(dict(self.storage.records))
        try:
            yield
        finally:
            _STILL.reset(before)

    def of(self, kind: type[T], workspace_id: WorkspaceId, name: str, call: str | None = None) -> list[T]:
        return [one for _, one in self.keyed(kind, workspace_id, name, call)]

    def keyed(
        self, kind: type[T], workspace_id: WorkspaceId, name: str, call: str | None = None
    ) -> list[tuple[Any, T]]:
        """Return the records of a kind, each with what its key names third: mostly its id."""
        if call is not None:
            self.calls.append(call)
        keys = [key for key in self.records if key[0] == name and key[1] == workspace_id]
        found = [(key[2] if len(key) > 2 else None, copied(self.records[key])) for key in keys]
        return [(key, one) for key, one in found if isinstance(one, kind)]

    def campaigns(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Sequence[CampaignId]:
        """Return those of the ids that the workspace has."""
        return [one.id for one in self.of(Campaign, workspace_id, "campaign") if one.id in ids]


def page(scope: str, every: Sequence[Any], part: Slice, view: Callable[[Any], T]) -> Page[T]:
    start = 0 if part.after is None else position(scope, part.after)
    shown = every[start : start + part.first]
    return Page(
        nodes=[view(one) for one in shown],
        cursors=[cursor(scope, start + index + 1) for index in range(len(shown))],
        total=len(every),
        has_next=start + len(shown) < len(every),
        has_previous=start > 0,
    )
