"""Readings: what a source told is kept as one document, in words of its own."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from creatorport.domain.counts import Counts
from creatorport.domain.insights.audience import Audience, Dimension, Distribution, Share
from creatorport.domain.insights.days import AccountDay, DayCounts
from creatorport.domain.insights.reading import Reading, ReadingKind, Told
from creatorport.domain.insights.videos import WatchedVideo
from creatorport.domain.pedigree import Absence


def columns_of(reading: Reading) -> dict[str, Any]:
    return {
        "kind": reading.kind.value,
        "asked_at": reading.asked_at,
        "captured_at": reading.captured_at,
        "fresh_until": reading.fresh_until,
        "absence": reading.absence.value if reading.absence else None,
        "failure": reading.failure,
        "told": _written(reading.told),
    }


def reading_of(row: Any) -> Reading:
    """Read a row, or anything else that has its columns."""
    return Reading(
        kind=ReadingKind(row.kind),
        asked_at=row.asked_at,
        told=_told(row.told),
        captured_at=row.captured_at,
        fresh_until=row.fresh_until,
        absence=Absence(row.absence) if row.absence is not None else None,
        failure=row.failure,
    )


def reading_in(document: Mapping[str, Any]) -> Reading:
    """Read a row that the database has put into JSON, where instants are texts."""
    return Reading(
        kind=ReadingKind(document["kind"]),
        asked_at=_instant(document["asked_at"]),
        told=_told(document["told"]),
        captured_at=_maybe_instant(document["captured_at"]),
        fresh_until=_maybe_instant(document["fresh_until"]),
        absence=Absence(document["absence"]) if document["absence"] is not None else None,
        failure=document["failure"],
    )


def day_in(document: Mapping[str, Any]) -> AccountDay:
    counts = DayCounts(**{name: document[name] for name in asdict(DayCounts())})
    return AccountDay(date.fromisoformat(document["day"]), counts, _instant(document["captured_at"]))


def _written(told: Told) -> dict[str, Any]:
    return {
        "audience": {
            one.dimension.value: [[share.key, share.fraction] for share in one.shares]
            for one in told.audience.distributions
        },
        "activity": list(told.activity),
        "videos": [
            {**asdict(video), "published_at": video.published_at.isoformat(), "counts": asdict(video.counts)}
            for video in told.videos
        ],
    }


def _told(document: Mapping[str, Any]) -> Told:
    distributions = tuple(
        Distribution(Dimension(name), tuple(Share(key, fraction) for key, fraction in shares))
        for name, shares in sorted(document["audience"].items())
    )
    videos = tuple(
        WatchedVideo(**{**one, "published_at": _instant(one["published_at"]), "counts": Counts(**one["counts"])})
        for one in document["videos"]
    )
    return Told(Audience(distributions), tuple(document["activity"]), videos)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _maybe_instant(text: str | None) -> datetime | None:
    return None if text is None else _instant(text)
