"""The performance stream of a campaign: what is written to the log, and read back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from creatorport.application.ports.event_log import Logged
from creatorport.application.views import TotalsView
from creatorport.domain.counts import Counts
from creatorport.domain.effect import Json
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.performance import CampaignPerformance, Totals

KIND = "performance-changed"


@dataclass(frozen=True, slots=True)
class PerformanceChange:
    """A campaign's totals at one moment, and those of the creators whose numbers changed then."""

    campaign_id: CampaignId
    number: int
    at: datetime
    totals: TotalsView
    changed: tuple[tuple[CreatorId, TotalsView], ...]


def to_payload(performance: CampaignPerformance, changed: frozenset[CreatorId]) -> Mapping[str, Json]:
    return {
        "campaign_id": performance.campaign_id,
        "totals": _totals(performance.totals),
        "changed": [
            {"creator_id": one.creator_id, "totals": _totals(one.totals)}
            for one in performance.creators
            if one.creator_id in changed
        ],
    }


def from_logged(entry: Logged) -> PerformanceChange:
    payload = _object(entry.payload)
    changed = payload["changed"]
    if not isinstance(changed, list):
        raise TypeError("a performance entry without a list of changes")
    return PerformanceChange(
        CampaignId(str(payload["campaign_id"])),
        entry.number,
        entry.at,
        _totals_view(payload["totals"]),
        tuple((CreatorId(str(_object(one)["creator_id"])), _totals_view(_object(one)["totals"])) for one in changed),
    )


def totals_view(totals: Totals) -> TotalsView:
    return TotalsView(totals.posts, totals.measured, totals.counts, totals.oldest_capture, totals.fresh_until)


def _totals(totals: Totals) -> Json:
    return {
        "posts": totals.posts,
        "measured": totals.measured,
        "counts": asdict(totals.counts),
        "oldest_capture": totals.oldest_capture.isoformat() if totals.oldest_capture else None,
        "fresh_until": totals.fresh_until.isoformat() if totals.fresh_until else None,
    }


def _totals_view(kept: Json) -> TotalsView:
    totals = _object(kept)
    counts = _object(totals["counts"])
    return TotalsView(
        _int(totals["posts"]),
        _int(totals["measured"]),
        Counts(
            *(None if counts[name] is None else _int(counts[name]) for name in ("views", "likes", "comments", "shares"))
        ),
        _instant(totals["oldest_capture"]),
        _instant(totals["fresh_until"]),
    )


def _object(kept: Json | Mapping[str, Json]) -> Mapping[str, Json]:
    if not isinstance(kept, Mapping):
        raise TypeError(f"not an object: {kept!r}")
    return kept


def _int(kept: Json) -> int:
    if not isinstance(kept, int):
        raise TypeError(f"not a whole number: {kept!r}")
    return kept


def _instant(kept: Json) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(str(kept))
