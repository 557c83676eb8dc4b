"""Shortlist: creators whom a workspace considers, in an order of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId, MemberId, ShortlistId, WorkspaceId
from creatorport.domain.texts import text

NAME_MAX = 100
CREATORS_MAX = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """A creator on a shortlist: who put them there, and when."""

    creator_id: CreatorId
    added_by: MemberId
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Shared by the members of its workspace. A creator is on it once, and may be on many."""

    id: ShortlistId
    workspace_id: WorkspaceId
    name: str
    created_by: MemberId
    created_at: datetime
    creators: tuple[Listed, ...] = ()

    @classmethod
    def start(
        cls,
        id: ShortlistId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        name: str,
        by: MemberId,
        now: datetime,
    ) -> "Shortlist":
        """Start an empty one. Raises InvalidValue."""
        return cls(id, workspace_id, text(name, "name", NAME_MAX), by, now)

    def rename(self, name: str) -> "Shortlist":
        return replace(self, name=text(name, "name", NAME_MAX))

    def add(self, creator_ids: Sequence[CreatorId], *, by: MemberId, now: datetime) -> "Shortlist":
        """Put creators at the end; whoever is on it already stays in place. Raises InvalidValue when it is full."""
        there = {one.creator_id for one in self.creators}
        new = tuple(Listed(one, by, now) for one in dict.fromkeys(creator_ids) if one not in there)
        if len(self.creators) + len(new) > CREATORS_MAX:
            raise InvalidValue("creatorIds", f"a shortlist holds at most {CREATORS_MAX} creators")
        return replace(self, creators=self.creators + new)

    def remove(self, creator_ids: Collection[CreatorId]) -> "Shortlist":
        """Take creators off; for those who are not on it, nothing happens."""
        return replace(self, creators=tuple(one for one in self.creators if one.creator_id not in creator_ids))

    def move(self, creator_ids: Sequence[CreatorId], *, behind: CreatorId | None) -> "Shortlist":
        """Put these creators, in this order, right behind another one, or at the top. The others keep their order.

        Raises InvalidValue for creators who are not on it, and for a place behind one of those who are moved.
        """
        listed = {one.creator_id: one for one in self.creators}
        for index, one in enumerate(creator_ids):
            if one not in listed:
                raise InvalidValue(f"creatorIds.{index}", "is not on this shortlist")
        if behind is not None and (behind not in listed or behind in creator_ids):
            raise InvalidValue("after", "name a creator on this shortlist who is not moved")
        rest = [one for one in self.creators if one.creator_id not in creator_ids]
        place = 0 if behind is None else rest.index(listed[behind]) + 1
        moved = [listed[one] for one in dict.fromkeys(creator_ids)]
        return replace(self, creators=(*rest[:place], *moved, *rest[place:]))
