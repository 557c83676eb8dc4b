"""Creator: a person on TikTok whom a workspace has found."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from creatorport.domain.creator_profile import Attempt, PublicFacts, Whereabouts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.pedigree import Absence, Pedigree

TRY_AGAIN_AFTER = timedelta(days=1)
"""How long a creator whose page could not be read is left alone."""


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
    """A creator as one workspace knows them. The handle names them within it.

    What is known comes in three groups, each renewed by itself, and each with its own pedigree: the name, picture and
    reach (`pedigree`), the public page (`public`, with the last `attempt` at it), and the countries (`whereabouts`).
    """

    id: CreatorId
    workspace_id: WorkspaceId
    handle: Handle
    display_name: str
    avatar: ExpiringUrl | None
    reach: Reach
    pedigree: Pedigree
    found_at: datetime
    public: PublicFacts | None = None
    attempt: Attempt | None = None
    whereabouts: Whereabouts | None = None

    def seen_again(
        self, *, display_name: str, avatar: ExpiringUrl | None, reach: Reach, pedigree: Pedigree
    ) -> "Creator":
        """Return the creator with newer facts; an older capture changes nothing."""
        if pedigree.captured_at < self.pedigree.captured_at:
            return self
        return replace(self, display_name=display_name, avatar=avatar, reach=reach, pedigree=pedigree)

    def found_in(self, whereabouts: Whereabouts) -> "Creator":
        """Return the creator with what another search tells of the country."""
        known = self.whereabouts
        if known is not None and whereabouts.pedigree.captured_at < known.pedigree.captured_at:
            return self
        return replace(self, whereabouts=whereabouts if known is None else known.then(whereabouts))

    def read(self, public: PublicFacts) -> "Creator":
        """Return the creator with the public page as it was just read; an older one changes nothing."""
        captured_at = public.pedigree.captured_at
        if self.attempt is not None and captured_at < self.attempt.at:
            return self
        return replace(self, public=public, attempt=Attempt(captured_at))

    def not_read(self, cause: Absence, now: datetime) -> "Creator":
        """Return the creator with the cause noted; what was read before stays."""
        if self.attempt is not None and now < self.attempt.at:
            return self
        return replace(self, attempt=Attempt(now, cause))

    def is_due(self, now: datetime) -> bool:
        """Whether the public page should be read: never was, or is no longer fresh. After a failure, not at once."""
        if self.attempt is None:
            return True
        if self.attempt.cause is not None:
            return now >= self.attempt.at + TRY_AGAIN_AFTER
        return self.public is None or now >= self.public.pedigree.fresh_until

    def joined(self, other: "Creator") -> "Creator":
        """Return this creator with whatever another record of the same one knows better; of equals, the other's."""
        mine = other.pedigree.captured_at < self.pedigree.captured_at
        reach = self if mine else other
        page = self if _at(other.attempt) < _at(self.attempt) else other
        place = self if _captured(other.whereabouts) < _captured(self.whereabouts) else other
        return replace(
            self,
            handle=reach.handle,
            display_name=reach.display_name,
            avatar=reach.avatar,
            reach=reach.reach,
            pedigree=reach.pedigree,
            public=page.public,
            attempt=page.attempt,
            whereabouts=place.whereabouts,
        )


def _at(attempt: Attempt | None) -> float:
    return float("-inf") if attempt is None else attempt.at.timestamp()


def _captured(whereabouts: Whereabouts | None) -> float:
    return float("-inf") if whereabouts is None else whereabouts.pedigree.captured_at.timestamp()
