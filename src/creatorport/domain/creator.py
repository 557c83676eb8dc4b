"""Creator: a person on TikTok whom a workspace has found."""

from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.pedigree import Pedigree


@dataclass(frozen=True, slots=True)
class ExpiringUrl:
    """A signed link, kept byte for byte, and when it dies. A dead one is never shown."""

    url: str
    expires_at: datetime | None

    def at(self, now: datetime) -> str | None:
        """Return the link while it lives."""
        return self.url if self.expires_at is None or now < self.expires_at else None


@dataclass(frozen=True, slots=True)
class Reach:
    """The size of a profile as TikTok tells it; None where it tells nothing."""

    followers: int | None
    following: int | None
    likes: int | None
    videos: int | None

    def __post_init__(self) -> None:
        if any(count is not None and count < 0 for count in (self.followers, self.following, self.likes, self.videos)):
            raise InvalidValue("counts", "a count cannot be negative")


@dataclass(frozen=True, slots=True)
class Creator:
    """A creator as one workspace knows them. The handle names them within it; the numbers carry their pedigree."""

    id: CreatorId
    workspace_id: WorkspaceId
    handle: Handle
    display_name: str
    avatar: ExpiringUrl | None
    reach: Reach
    pedigree: Pedigree
    found_at: datetime

    def seen_again(
        self, *, display_name: str, avatar: ExpiringUrl | None, reach: Reach, pedigree: Pedigree
    ) -> "Creator":
        """Return the creator with newer facts; an older capture changes nothing."""
        if pedigree.captured_at < self.pedigree.captured_at:
            return self
        return replace(self, display_name=display_name, avatar=avatar, reach=reach, pedigree=pedigree)
