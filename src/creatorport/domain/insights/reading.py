"""A reading of one source: what it told, or why it told nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.domain.insights.audience import NOBODY, Audience
from creatorport.domain.insights.videos import MOST_VIDEOS, WatchedVideo
from creatorport.domain.pedigree import Absence, Source

TRY_AGAIN_AFTER = timedelta(hours=1)
"""After a failure."""


class ReadingKind(StrEnum):
    """The first three need the creator's consent, the others the workspace's TikTok One account."""

    AUTHORIZED = "AUTHORIZED"
    ORGANIC = "ORGANIC"
    OWN_VIDEOS = "OWN_VIDEOS"
    PUBLIC_VIDEOS = "PUBLIC_VIDEOS"
    CAMPAIGNS = "CAMPAIGNS"


CONSENTED = (ReadingKind.AUTHORIZED, ReadingKind.ORGANIC, ReadingKind.OWN_VIDEOS)
PUBLIC = (ReadingKind.PUBLIC_VIDEOS, ReadingKind.CAMPAIGNS)

SOURCES: Mapping[ReadingKind, Source] = {
    ReadingKind.AUTHORIZED: Source.TIKTOK_ONE_AUTHORIZED,
    ReadingKind.ORGANIC: Source.TIKTOK_ACCOUNTS,
    ReadingKind.OWN_VIDEOS: Source.TIKTOK_ACCOUNTS,
    ReadingKind.PUBLIC_VIDEOS: Source.TIKTOK_ONE_PUBLIC,
    ReadingKind.CAMPAIGNS: Source.TIKTOK_ONE_REPORT,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one source told. `activity` are 24 counts, by hour of UTC."""

    audience: Audience = NOBODY
    activity: tuple[float, ...] = ()
    videos: tuple[WatchedVideo, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "videos", self.videos[:MOST_VIDEOS])


NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Reading:
    """`asked_at` is when it was tried last, `captured_at` when it last told something; a failure leaves that alone.

    `absence` is why the last try told nothing: NOT_PERMITTED, GONE or ERROR, the last with `failure`, a code.
    """

    kind: ReadingKind
    asked_at: datetime
    told: Told = NOTHING
    captured_at: datetime | None = None
    fresh_until: datetime | None = None
    absence: Absence | None = None
    failure: str | None = None

    @classmethod
    def taken(cls, kind: ReadingKind, told: Told, now: datetime, fresh_for: timedelta) -> "Reading":
        return cls(kind, now, told, now, now + fresh_for)

    @classmethod
    def refused(cls, kind: ReadingKind, absence: Absence, now: datetime) -> "Reading":
        """There is nothing to be had, and what was had before is not ours to keep."""
        return cls(kind, now, absence=absence)

    def failed(self, code: str, now: datetime) -> "Reading":
        """The try went wrong. What was told before stays."""
        return replace(self, asked_at=now, absence=Absence.ERROR, failure=code)

    @property
    def source(self) -> Source:
        return SOURCES[self.kind]

    @property
    def due_at(self) -> datetime | None:
        """When to ask again; None where time will not help, as without a permission."""
        if self.absence is Absence.NOT_PERMITTED:
            return None
        return self.fresh_until if self.absence is None else self.asked_at + TRY_AGAIN_AFTER

    def is_due(self, now: datetime) -> bool:
        return self.due_at is not None and now >= self.due_at


def first_failure(kind: ReadingKind, code: str, now: datetime) -> Reading:
    """Return the reading of a source that never told anything."""
    return Reading(kind, now).failed(code, now)
